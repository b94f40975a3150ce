import { describe, expect, it } from 'vitest'
import { localeName, localeOptions, timeZoneOptions } from './places'

describe('places', () => {
  it('offer the present one even if it is rare', () => {
    expect(localeOptions('en-GB', 'mt-MT').map((option) => option.value)).toContain('mt-MT')
    expect(timeZoneOptions('Etc/GMT+3').map((option) => option.value)).toContain('Etc/GMT+3')
  })
  it('bear names of the reader’s language', () => {
    expect(localeName('de-AT', 'en-GB')).toBe('Austrian German')
    expect(localeName('no tag', 'en-GB')).toBe('no tag')
  })
})
