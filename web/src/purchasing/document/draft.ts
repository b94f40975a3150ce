import { minorUnits } from '@/kernel/money'
import { fieldErrors, type Problem } from '@/kernel/problem'
import type { Option } from '@/ui/option'
import {
  adjustmentFaults,
  adjustmentPath,
  type DraftAdjustment,
  documentAdjustmentRequest,
} from '../adjustment/draft'
import { adjustmentFaultsOf, type DraftLine, faultsOf, isBlank, requestOf } from '../line/draft'

/** A requisition or an order while somebody types it. */
export type Draft = {
  title: string
  currency: string
  department: Option | null
  supplier: Option | null
  address: string
  need_by: string
  /** The longer words: notes and terms. */
  texts: Readonly<Record<string, string>>
  lines: readonly DraftLine[]
  /** Discounts and charges on the whole. */
  adjustments: readonly DraftAdjustment[]
}

/** What both kinds send alike; empty is null, which empties the field. */
export function commonRequest(draft: Draft) {
  return {
    title: draft.title.trim(),
    currency: draft.currency,
    department_id: draft.department?.value ?? null,
    supplier_id: draft.supplier?.value ?? null,
    delivery_address_id: draft.address || null,
    need_by: draft.need_by || null,
    lines: sentLines(draft).map(requestOf),
    adjustments: draft.adjustments.map(documentAdjustmentRequest),
  }
}

/** A text of the form, or null. */
export function textOf(draft: Draft, field: string): string | null {
  return draft.texts[field]?.trim() || null
}

export function sentLines(draft: Draft): readonly DraftLine[] {
  return draft.lines.filter((line) => !isBlank(line))
}

type Errors = Readonly<Record<string, string>>

/** What keeps a draft from being sent, by field; a line's by the key of its row. */
export function draftFaults(draft: Draft, needTitle: string): Errors {
  const title = draft.title.trim() === '' ? [['title', needTitle]] : []
  const digits = minorUnits(draft.currency)
  const lines = sentLines(draft).flatMap((line) => [
    ...Object.entries(faultsOf(line)).map(([field, fault]) => [`${line.key}.${field}`, fault]),
    ...adjustmentFaultsOf(line, digits),
  ])
  const whole = draft.adjustments.flatMap((one) => adjustmentFaults(one, digits))
  return Object.fromEntries([...title, ...lines, ...whole])
}

const rowFields: Record<string, string> = { category_id: 'category', tax_code_id: 'tax' }

/** The server's messages by field: `lines[0].quantity` becomes the quantity of the row that was sent first. */
export function serverFaults(draft: Draft, problem: Problem): Errors {
  const rows = sentLines(draft)
  const entries = Object.entries(fieldErrors(problem)).map(([path, message]) => {
    const [, place = '', field = ''] = /^lines\.(\d+)\.(.+)$/.exec(path) ?? []
    const row = place === '' ? undefined : rows[Number(place)]
    const [adjustments, below] = row ? [row.adjustments, field] : [draft.adjustments, path]
    const adjustment = adjustmentPath(adjustments, below.replace(/^adjustments\./, ''))
    if (adjustment && below.startsWith('adjustments.')) return [adjustment, message]
    return [row ? `${row.key}.${rowFields[field] ?? field}` : path, message]
  })
  return Object.fromEntries(entries)
}
