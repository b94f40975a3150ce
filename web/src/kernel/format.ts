import { useMemo } from 'react'
import { useLocale } from '@/ui/locale'
import {
  formatAgo,
  formatDate,
  formatInstant,
  formatInstantExact,
  formatTime,
  todayIn,
} from './dates'
import { formatAmount, formatDecimal, formatMoney, formatMoneyShort, type Money } from './money'

/** Everything a screen formats, in the reader's language and time zone. */
export function useFormat() {
  const { locale, timeZone } = useLocale()
  return useMemo(() => {
    const today = () => todayIn(timeZone, Date.now())
    return {
      money: (money: Money) => formatMoney(money, locale),
      moneyShort: (money: Money) => formatMoneyShort(money, locale),
      amount: (money: Money) => formatAmount(money, locale),
      decimal: (value: string) => formatDecimal(value, locale),
      count: (value: number) => new Intl.NumberFormat(locale).format(value),
      date: (date: string) => formatDate(date, locale, today()),
      /** On which day a moment lies for the reader. */
      day: (instant: string) => formatDate(todayIn(timeZone, Date.parse(instant)), locale, today()),
      instant: (instant: string) => formatInstant(instant, locale, timeZone),
      instantExact: (instant: string) => formatInstantExact(instant, locale, timeZone),
      time: (instant: string) => formatTime(instant, locale, timeZone),
      ago: (instant: string) => formatAgo(instant, locale, Date.now()),
      today,
      list: (words: readonly string[]) => new Intl.ListFormat(locale).format(words),
    }
  }, [locale, timeZone])
}
