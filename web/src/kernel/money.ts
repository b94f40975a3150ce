import { isDecimal, scaleOf } from './decimal'

/** An exact amount: the API's decimal string and an ISO 4217 code. It never becomes a float. */
export type Money = { amount: string; currency: string }

/** How many digits the currency has behind the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorUnits(currency: string): number {
  return currencyFormat('en', currency).resolvedOptions().maximumFractionDigits ?? 2
}

/** The amount with its currency, as the reader's language writes it; a price with finer digits keeps them all. */
export function formatMoney(money: Money, locale: string): string {
  if (!isDecimal(money.amount)) return `${money.amount} ${money.currency}`
  const digits = Math.max(minorUnits(money.currency), scaleOf(money.amount))
  return currencyFormat(locale, money.currency, digits).format(money.amount)
}

/** The amount alone, for a column whose head names the currency. */
export function formatAmount(money: Money, locale: string): string {
  if (!isDecimal(money.amount)) return money.amount
  const digits = Math.max(minorUnits(money.currency), scaleOf(money.amount))
  return numberFormat(locale, digits, digits).format(money.amount)
}

/** A large amount in short, such as €1.8M; only where the exact one stands nearby. */
export function formatMoneyShort(money: Money, locale: string): string {
  if (!isDecimal(money.amount)) return `${money.amount} ${money.currency}`
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(money.amount)
}

/** A quantity or a percentage with exactly the digits it has. */
export function formatDecimal(value: string, locale: string): string {
  if (!isDecimal(value)) return value
  return numberFormat(locale, 0, Math.max(scaleOf(value), 0)).format(value)
}

const formats = new Map<string, Intl.NumberFormat>()

function currencyFormat(locale: string, currency: string, digits?: number): Intl.NumberFormat {
  const exact =
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return remembered(
    `${locale} ${currency} ${digits}`,
    () => new Intl.NumberFormat(locale, { style: 'currency', currency, ...exact }),
  )
}

function numberFormat(locale: string, least: number, most: number): Intl.NumberFormat {
  return remembered(
    `${locale} ${least} ${most}`,
    () =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most }),
  )
}

function remembered(key: string, create: () => Intl.NumberFormat): Intl.NumberFormat {
  const known = formats.get(key) ?? create()
  formats.set(key, known)
  return known
}
