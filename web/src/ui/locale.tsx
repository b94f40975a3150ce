import { createContext, type ReactNode, use, useMemo } from 'react'

export type Locale = { locale: string; timeZone: string }

const LocaleContext = createContext<Locale>({ locale: 'en-GB', timeZone: 'UTC' })

/** The reader's language tag and time zone; everything that formats reads them from here. */
export function useLocale(): Locale {
  return use(LocaleContext)
}

export function LocaleProvider({ locale, timeZone, children }: Locale & { children: ReactNode }) {
  const value = useMemo(() => ({ locale, timeZone }), [locale, timeZone])
  return <LocaleContext value={value}>{children}</LocaleContext>
}
