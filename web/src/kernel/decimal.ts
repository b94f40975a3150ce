/** A canonical decimal as the API writes it, such as `1234.50`. */
export type Decimal = `${number}`

const form = /^-?\d{1,30}(\.\d{1,20})?$/

export function isDecimal(text: string): text is Decimal {
  return form.test(text)
}

/** Exact sum; for a preview while somebody types, the server's figures are the ones that count. */
export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(scaleOf(left), scaleOf(right))
  return fromUnits(unitsAt(left, scale) + unitsAt(right, scale), scale)
}

/** Exact product, with all its digits. */
export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  const leftScale = scaleOf(left)
  const rightScale = scaleOf(right)
  return fromUnits(unitsAt(left, leftScale) * unitsAt(right, rightScale), leftScale + rightScale)
}

/** -1, 0 or 1, as a sort wants it. */
export function compareDecimals(left: Decimal, right: Decimal): -1 | 0 | 1 {
  const scale = Math.max(scaleOf(left), scaleOf(right))
  const difference = unitsAt(left, scale) - unitsAt(right, scale)
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

/** How many hundredths of the whole a part is, as a whole number for drawing; 0 of nothing. */
export function percentOf(part: string, whole: string): number {
  if (!isDecimal(part) || !isDecimal(whole)) return 0
  const scale = Math.max(scaleOf(part), scaleOf(whole))
  const all = unitsAt(whole, scale)
  return all === 0n ? 0 : Number((unitsAt(part, scale) * 100n) / all)
}

/**
 * Left times right divided by below, rounded half up to so many digits; null where nothing can be divided.
 * The server works out a line's net in the same way.
 */
export function shareHalfUp(
  left: Decimal,
  right: Decimal,
  below: Decimal,
  digits: number,
): Decimal | null {
  const scales = scaleOf(left) + scaleOf(right)
  const above = unitsAt(left, scaleOf(left)) * unitsAt(right, scaleOf(right))
  const divisor = unitsAt(below, scaleOf(below)) * 10n ** BigInt(scales)
  if (divisor === 0n || above < 0n || divisor < 0n) return null
  const dividend = above * 10n ** BigInt(scaleOf(below) + digits)
  const rounded = (2n * dividend + divisor) / (2n * divisor)
  return fromUnits(rounded, digits)
}

/** How many digits stand behind the point. */
export function scaleOf(value: Decimal): number {
  return (value.split('.')[1] ?? '').length
}

function unitsAt(value: Decimal, scale: number): bigint {
  const [whole = '0', fraction = ''] = value.split('.')
  return BigInt(`${whole}${fraction.padEnd(scale, '0')}`)
}

function fromUnits(units: bigint, scale: number): Decimal {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits.slice(digits.length - scale)
  const text = scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${fraction}`
  if (!isDecimal(text)) throw new RangeError(`Beyond the size of a decimal: ${text}`)
  return text
}
