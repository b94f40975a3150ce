/** What a month is called, 1 being January. */
export function monthName(month: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  return format.format(Date.UTC(2026, month - 1, 1))
}

/** The twelve months as options. */
export function monthOptions(locale: string) {
  return Array.from({ length: 12 }, (_, place) => ({
    value: String(place + 1),
    label: monthName(place + 1, locale),
  }))
}
