type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/**
 * Picks the form of a word for a number. Each room keeps its words in a `messages.en.ts`
 * whose entries are plain strings or functions such as `lines: (count: number) => plural(...)`.
 */
export function plural(locale: string, count: number, forms: Forms): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other
  return form.replace('#', new Intl.NumberFormat(locale).format(count))
}
