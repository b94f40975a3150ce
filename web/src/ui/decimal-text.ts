const canonicalForm = /^-?\d+(\.\d+)?$/

/** The separators a reader of this language types and expects. */
export function separatorsOf(locale: string): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(-1234567.8)
  const find = (type: string, fallback: string) =>
    parts.find((part) => part.type === type)?.value ?? fallback
  return { decimal: find('decimal', '.'), group: find('group', ',') }
}

/**
 * Reads what a person typed into a canonical decimal such as `-1234.50`; null when it is no number.
 * Never through a float, so every digit that was typed is kept.
 */
export function readDecimal(text: string, locale: string): string | null {
  const { decimal, group } = separatorsOf(locale)
  const compact = text
    .trim()
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace('−', '-')
  const grouped = compact.split(isSpaceOrQuote(group) ? '\u0000' : group)
  const whole = isGrouped(grouped, decimal) ? grouped.join('') : compact
  const canonical = canonicalise(whole.replace(decimal, '.').replace(',', '.'))
  return canonical
}

/** Shows a canonical decimal with the reader's decimal separator and without groups, fit for editing. */
export function editableDecimal(value: string, locale: string): string {
  return canonicalForm.test(value) ? value.replace('.', separatorsOf(locale).decimal) : value
}

function isSpaceOrQuote(group: string): boolean {
  return /[\s\u00a0\u202f'’]/.test(group)
}

/** Groups of two or three digits with a last one of three: 1,234 and 12,34,567 but not 12,50. */
function isGrouped(groups: string[], decimal: string): boolean {
  if (groups.length < 2) return false
  const last = (groups.at(-1) ?? '').split(decimal)[0] ?? ''
  const inner = groups.slice(1, -1)
  return (
    /^-?\d{1,3}$/.test(groups[0] ?? '') &&
    /^\d{3}$/.test(last) &&
    inner.every((digits) => /^\d{2,3}$/.test(digits))
  )
}

function canonicalise(text: string): string | null {
  const completed = text.replace(/^(-?)\./, '$10.').replace(/\.$/, '')
  if (!canonicalForm.test(completed)) return null
  return completed.replace(/^(-?)0+(?=\d)/, '$1')
}
