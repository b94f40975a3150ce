import { addDecimals, type Decimal, isDecimal, shareHalfUp } from '@/kernel/decimal'
import { newId } from '@/kernel/ids'
import type { Option } from '@/ui/option'
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
    kept: {},
  }
}

/** Whether a line says more than its row shows. */
export function hasMore({ kept }: DraftLine): boolean {
  const isForOne = /^1(\.0*)?$/.test(kept.price_base ?? '1')
  return !isForOne || [kept.supplier_reference, kept.need_by, kept.note].some(Boolean)
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

/** Quantity times price, rounded as the server does; null while it cannot be worked out. */
export function netOf(line: DraftLine, digits: number): Decimal | null {
  const base = line.kept.price_base || '1'
  const { quantity, unit_price } = line
  if (!isDecimal(quantity) || !isDecimal(unit_price) || !isDecimal(base)) return null
  return shareHalfUp(quantity, unit_price, base, digits)
}

export type Preview = { net: Decimal; tax: Decimal; gross: Decimal }

/** What the lines come to: tax on the sum of each tax code, not line by line (EN 16931, BR-CO-17). */
export function previewOf(
  lines: readonly DraftLine[],
  rates: ReadonlyMap<string, string>,
  digits: number,
): Preview {
  const sums = new Map<string, Decimal>()
  for (const line of lines) {
    const net = netOf(line, digits)
    const code = line.tax?.value ?? ''
    if (net !== null) sums.set(code, addDecimals(sums.get(code) ?? '0', net))
  }
  let net: Decimal = '0'
  let tax: Decimal = '0'
  for (const [code, sum] of sums) {
    const rate = rates.get(code) ?? '0'
    net = addDecimals(net, sum)
    tax = addDecimals(tax, (isDecimal(rate) ? shareHalfUp(sum, rate, '100', digits) : null) ?? '0')
  }
  return { net, tax, gross: addDecimals(net, tax) }
}
