import { addDecimals, type Decimal, isDecimal, shareHalfUp } from '@/kernel/decimal'
import {
  adjustedBy,
  adjustmentAmount,
  type DraftAdjustment,
  signed,
  signedShare,
} from '../adjustment/draft'
import type { DraftLine } from './draft'

/** Quantity times price, rounded as the server does; null while it cannot be worked out. */
export function grossOf(line: DraftLine, digits: number): Decimal | null {
  const base = line.kept.price_base || '1'
  const { quantity, unit_price } = line
  if (!isDecimal(quantity) || !isDecimal(unit_price) || !isDecimal(base)) return null
  return shareHalfUp(quantity, unit_price, base, digits)
}

/** What is left of it after the line's own discounts, and with its charges. */
export function netOf(line: DraftLine, digits: number): Decimal | null {
  const gross = grossOf(line, digits)
  return gross === null ? null : adjustedBy(line.adjustments, gross, digits)
}

/** The sum of the lines, as far as they can be worked out: what a percentage on the whole is of. */
export function linesTotal(lines: readonly DraftLine[], digits: number): Decimal {
  const nets = lines.map((line) => netOf(line, digits) ?? '0')
  return nets.reduce((sum: Decimal, net) => addDecimals(sum, net), '0')
}

export type Preview = {
  lines: Decimal
  discounts: Decimal
  charges: Decimal
  net: Decimal
  tax: Decimal
  gross: Decimal
}

/** What is known of a tax code. */
export type Taxing = { treatment: string; rate_percent: string }

/**
 * What lines, discounts and charges come to: tax on the sum of each treatment and rate, not line by line
 * (EN 16931, BR-CO-10 to BR-CO-17). The server's figures are the ones that count.
 */
export function previewOf(
  lines: readonly DraftLine[],
  adjustments: readonly DraftAdjustment[],
  taxes: ReadonlyMap<string, Taxing>,
  digits: number,
): Preview {
  const sums = new Map<string, Decimal>()
  const add = (code: string | undefined, amount: Decimal) => {
    const tax = taxes.get(code ?? '')
    const category = tax ? `${tax.treatment} ${tax.rate_percent}` : ''
    sums.set(category, addDecimals(sums.get(category) ?? '0', amount))
  }
  for (const line of lines) {
    const net = netOf(line, digits)
    if (net !== null) add(line.tax?.value, net)
  }
  const total = linesTotal(lines, digits)
  const of = { discount: '0' as Decimal, charge: '0' as Decimal }
  for (const adjustment of adjustments) {
    const amount = adjustmentAmount(adjustment, total, digits)
    if (amount === null) continue
    of[adjustment.kind] = addDecimals(of[adjustment.kind], amount)
    add(adjustment.tax?.value, signed(adjustment.kind, amount))
  }
  let net: Decimal = '0'
  let tax: Decimal = '0'
  for (const [category, sum] of sums) {
    const rate = category.split(' ')[1] ?? '0'
    net = addDecimals(net, sum)
    tax = addDecimals(tax, (isDecimal(rate) ? signedShare(sum, rate, digits) : null) ?? '0')
  }
  const gross = addDecimals(net, tax)
  return { lines: total, discounts: of.discount, charges: of.charge, net, tax, gross }
}
