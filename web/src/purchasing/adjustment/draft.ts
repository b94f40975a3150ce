import type {
  Adjustment,
  AdjustmentKind,
  NewAdjustment,
  NewDocumentAdjustment,
} from '@/api/schema.gen'
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  isDecimal,
  scaleOf,
  shareHalfUp,
} from '@/kernel/decimal'
import { newId } from '@/kernel/ids'
import type { Option } from '@/ui/option'
import type { ShownAdjustment } from '../document/shown-line'
import { messages } from '../messages.en'

const words = messages.adjustments

/** A discount or a charge while somebody types it. */
export type DraftAdjustment = {
  /** Of the row, not of the server. */
  key: string
  kind: AdjustmentKind
  measure: 'percent' | 'amount'
  /** So many per cent, or an amount in the document's currency. */
  size: string
  reason: string
  code: Option | null
  /** On a whole document: which tax it bears. */
  tax: Option | null
}

export type AdjustmentField = 'size' | 'reason' | 'code' | 'tax'

/** The most of a line, and of a document beside those of its lines. */
export const adjustmentsMax = { line: 20, document: 50 }

export function newAdjustment(kind: AdjustmentKind): DraftAdjustment {
  return {
    key: newId(),
    kind,
    measure: kind === 'discount' ? 'percent' : 'amount',
    size: '',
    reason: '',
    code: null,
    tax: null,
  }
}

export function draftOfAdjustment(shown: ShownAdjustment): DraftAdjustment {
  const { kind, percent, amount, reason, reason_code, tax_code } = shown
  return {
    key: newId(),
    kind,
    measure: percent ? 'percent' : 'amount',
    size: percent ?? amount.amount,
    reason,
    code: reason_code ? { value: reason_code, label: reason_code } : null,
    tax: tax_code ? { value: tax_code.id, label: tax_code.code } : null,
  }
}

/** As the server asks for it on a line. */
export function adjustmentRequest(draft: DraftAdjustment): NewAdjustment {
  const { kind, measure, size, reason, code } = draft
  return {
    kind,
    ...(measure === 'percent' ? { percent: size } : { amount: size }),
    reason: reason.trim(),
    reason_code: code?.value ?? null,
  }
}

/** As the server asks for it on a document. */
export function documentAdjustmentRequest(draft: DraftAdjustment): NewDocumentAdjustment {
  return { ...adjustmentRequest(draft), tax_code_id: draft.tax?.value ?? null }
}

/** What stands in the way of sending it, by the key of its row and the field. */
export function adjustmentFaults(draft: DraftAdjustment, digits: number): [string, string][] {
  const size = sizeFault(draft, digits)
  const reason = draft.reason.trim() === '' ? words.needReason : null
  return [
    ...(size ? [[`${draft.key}.size`, size] as [string, string]] : []),
    ...(reason ? [[`${draft.key}.reason`, reason] as [string, string]] : []),
  ]
}

function sizeFault({ measure, size }: DraftAdjustment, digits: number): string | null {
  if (!isDecimal(size) || size.startsWith('-')) return words.needSize
  if (measure === 'amount') return scaleOf(size) > digits ? words.tooPrecise(digits) : null
  return compareDecimals(size, '100') > 0 ? words.aboveHundred : null
}

/** Which row and field of these a path of the server's means, such as `1.amount`. */
export function adjustmentPath(drafts: readonly DraftAdjustment[], path: string): string | null {
  const [, place = '', field = ''] = /^(\d+)\.(.+)$/.exec(path) ?? []
  const draft = place === '' ? undefined : drafts[Number(place)]
  return draft ? `${draft.key}.${rowFields[field] ?? field}` : null
}

const rowFields: Record<string, AdjustmentField> = {
  amount: 'size',
  percent: 'size',
  reason_code: 'code',
  tax_code_id: 'tax',
}

/** What it comes to on a base, rounded as the server does; null while it cannot be worked out. */
export function adjustmentAmount(
  { measure, size }: DraftAdjustment,
  base: Decimal,
  digits: number,
): Decimal | null {
  if (!isDecimal(size)) return null
  return measure === 'percent' ? signedShare(base, size, digits) : size
}

/** So many per cent, a half away from zero. */
export function signedShare(base: Decimal, percent: Decimal, digits: number): Decimal | null {
  const isNegative = base.startsWith('-')
  const share = shareHalfUp(isNegative ? negated(base) : base, percent, '100', digits)
  return share === null || !isNegative ? share : negated(share)
}

/** What is left of a base, or what it grows to. */
export function adjustedBy(
  drafts: readonly DraftAdjustment[],
  base: Decimal,
  digits: number,
): Decimal {
  let net = base
  for (const draft of drafts) {
    const amount = adjustmentAmount(draft, base, digits)
    if (amount !== null) net = addDecimals(net, signed(draft.kind, amount))
  }
  return net
}

export function signed(kind: AdjustmentKind, amount: Decimal): Decimal {
  return kind === 'discount' ? negated(amount) : amount
}

function negated(value: Decimal): Decimal {
  const turned = value.startsWith('-') ? value.slice(1) : `-${value}`
  return isDecimal(turned) ? turned : '0'
}

/** "Discount 10 %, Volume". */
export function adjustmentLabel(
  { kind, percent, reason }: Pick<Adjustment, 'kind' | 'percent' | 'reason'>,
  decimal: (value: string) => string,
): string {
  return percent ? words.ofPercent(kind, decimal(percent), reason) : words.fixed(kind, reason)
}
