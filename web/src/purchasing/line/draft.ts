import { isDecimal } from '@/kernel/decimal'
import { newId } from '@/kernel/ids'
import type { Option } from '@/ui/option'
import {
  adjustmentFaults,
  adjustmentRequest,
  type DraftAdjustment,
  draftOfAdjustment,
} from '../adjustment/draft'
import type { ShownLine } from '../document/shown-line'

/** A line while somebody types it. */
export type DraftLine = {
  /** Of the row, not of the server. */
  key: string
  id?: string
  description: string
  quantity: string
  unit: Option | null
  unit_price: string
  category: Option | null
  tax: Option | null
  /** Discounts and charges on the line. */
  adjustments: readonly DraftAdjustment[]
  /** What the row itself does not show and must not lose. */
  kept: Kept
}

type Kept = {
  /** Of a requisition's line. */
  supplier_id?: string | null
  price_base?: string
  supplier_reference?: string | null
  need_by?: string | null
  note?: string | null
}

export type DraftField =
  | 'description'
  | 'quantity'
  | 'unit'
  | 'unit_price'
  | 'category'
  | 'tax'
  | 'supplier_reference'
  | 'price_base'
  | 'need_by'
  | 'note'

/** What stands below the row, and only when it is asked for. */
export const moreFields = ['supplier_reference', 'price_base', 'need_by', 'note'] as const

/** A new line goes on as the one above it: the same unit, category and tax. */
export function blankLine(above?: DraftLine, unit: Option | null = null): DraftLine {
  return {
    key: newId(),
    description: '',
    quantity: '',
    unit: above?.unit ?? unit,
    unit_price: '',
    category: above?.category ?? null,
    tax: above?.tax ?? null,
    adjustments: [],
    kept: {},
  }
}

/** Whether a line says more than its row shows. */
export function hasMore({ kept, adjustments }: DraftLine): boolean {
  const isForOne = /^1(\.0*)?$/.test(kept.price_base ?? '1')
  if (!isForOne || adjustments.length > 0) return true
  return [kept.supplier_reference, kept.need_by, kept.note].some(Boolean)
}

export function isBlank(line: DraftLine): boolean {
  return [line.description, line.quantity, line.unit_price].every((text) => text.trim() === '')
}

/** One blank line always stands at the end, so that there is always somewhere to go on. */
export function withBlankEnd(lines: readonly DraftLine[], unit: Option | null): DraftLine[] {
  const last = lines.at(-1)
  return last && isBlank(last) ? [...lines] : [...lines, blankLine(last, unit)]
}

/** The lines after a change of one; the blank line at the end follows the one above it, until it is changed itself. */
export function changed(
  lines: readonly DraftLine[],
  key: string,
  part: Partial<DraftLine>,
  unit: Option | null,
): DraftLine[] {
  const last = lines.at(-1)
  const above = lines.at(-2)
  const next = lines.map((line) => (line.key === key ? { ...line, ...part } : line))
  const follows = last && isBlank(last) && above?.key === key
  if (!follows) return withBlankEnd(next, unit)
  const blank = { ...blankLine(next.at(-2), unit), key: last.key }
  return [...next.slice(0, -1), blank]
}

export function draftOf(line: ShownLine, unitName: (code: string) => string): DraftLine {
  const { price_base, supplier_reference = null, need_by = null, note = null } = line
  return {
    key: line.id,
    id: line.id,
    description: line.description,
    quantity: line.quantity,
    unit: { value: line.unit, label: unitName(line.unit) },
    unit_price: line.unit_price,
    category: line.category ? { value: line.category.id, label: line.category.name } : null,
    tax: line.tax_code ? { value: line.tax_code.id, label: line.tax_code.code } : null,
    adjustments: line.adjustments.map(draftOfAdjustment),
    kept: { price_base, supplier_reference, need_by, note },
  }
}

/** As the server asks for it. */
export function requestOf(line: DraftLine) {
  const { supplier_reference, need_by, note, price_base } = line.kept
  return {
    ...line.kept,
    supplier_reference: supplier_reference?.trim() || null,
    need_by: need_by || null,
    note: note?.trim() || null,
    price_base: price_base || '1',
    ...(line.id ? { id: line.id } : {}),
    description: line.description.trim(),
    quantity: line.quantity,
    unit: line.unit?.value ?? '',
    unit_price: line.unit_price,
    category_id: line.category?.value ?? null,
    tax_code_id: line.tax?.value ?? null,
    adjustments: line.adjustments.map(adjustmentRequest),
  }
}

/** What stands in the way of sending a line, by field. */
export function faultsOf(line: DraftLine): Partial<Record<DraftField, string>> {
  const isAmount = (text: string) => isDecimal(text) && !text.startsWith('-')
  const base = line.kept.price_base || '1'
  return {
    ...(line.description.trim() === '' ? { description: 'Say what is needed' } : {}),
    ...(isAmount(line.quantity) && /[1-9]/.test(line.quantity)
      ? {}
      : { quantity: 'Enter a quantity above zero' }),
    ...(line.unit ? {} : { unit: 'Choose a unit' }),
    ...(isAmount(line.unit_price) ? {} : { unit_price: 'Enter a price' }),
    ...(isAmount(base) && /[1-9]/.test(base) ? {} : { price_base: 'Enter a quantity above zero' }),
  }
}

/** What stands in the way of its discounts and charges, by their own rows. */
export function adjustmentFaultsOf(line: DraftLine, digits: number): [string, string][] {
  return line.adjustments.flatMap((one) => adjustmentFaults(one, digits))
}

/** Whether something below the row is wrong, which must then be seen. */
export function isMoreWrong(line: DraftLine, errors: Readonly<Record<string, string>>): boolean {
  const rows = [line.key, ...line.adjustments.map(({ key }) => key)]
  const below = [...moreFields, 'adjustments', 'size', 'reason', 'code']
  return rows.some((key) => below.some((field) => errors[`${key}.${field}`]))
}
