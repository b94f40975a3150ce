import { describe, expect, it } from 'vitest'
import { countryName, countryOptions } from './countries'

describe('countries', () => {
  it('bear the names of the reader’s language and stand in its order', () => {
    expect(countryName('DE', 'en-GB')).toBe('Germany')
    expect(countryName('DE', 'fr')).toBe('Allemagne')
    const labels = countryOptions('en-GB').map((option) => option.label)
    expect(labels.slice(0, 2)).toEqual(['Afghanistan', 'Åland Islands'])
    expect(labels.length).toBe(249)
  })
  it('keep a code that nobody knows', () => {
    expect(countryName('?', 'en-GB')).toBe('?')
  })
})
