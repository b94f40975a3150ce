import type { Option } from '@/ui/option'

// The languages and regions that are offered; the API takes any tag of BCP 47.
const locales =
  'bg-BG cs-CZ da-DK de-AT de-CH de-DE el-GR en-AU en-CA en-GB en-IE en-IN en-US es-ES es-MX ' +
  'es-PY et-EE fi-FI fr-BE fr-CA fr-CH fr-FR hr-HR hu-HU it-IT ja-JP lt-LT lv-LV nb-NO nl-BE nl-NL ' +
  'pl-PL pt-BR pt-PT ro-RO sk-SK sl-SI sv-SE uk-UA'

/** What a language and region is called in the reader's language; the tag itself when it is not known. */
export function localeName(tag: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** The languages on offer, and the present one even if it is another. */
export function localeOptions(reader: string, present?: string | null): readonly Option[] {
  const offered = locales.split(' ')
  const tags = present && !offered.includes(present) ? [present, ...offered] : offered
  return tags
    .map((value) => ({ value, label: localeName(value, reader), hint: value }))
    .sort((one, other) => one.label.localeCompare(other.label, reader))
}

/** Every time zone of the browser, and the present one even if it knows it by another name. */
export function timeZoneOptions(present?: string | null): readonly Option[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
  const zones = present && !known.includes(present) ? [present, ...known] : known
  return zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))
}
