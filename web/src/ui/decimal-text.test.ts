import { describe, expect, it } from 'vitest'
import { editableDecimal, readDecimal } from './decimal-text'

describe('readDecimal', () => {
  it.each([
    ['1,234.50', 'en-IE', '1234.50'],
    ['1234.50', 'en-IE', '1234.50'],
    ['12,50', 'en-IE', '12.50'],
    ['1,234', 'en-IE', '1234'],
    ['1.234,50', 'de-DE', '1234.50'],
    ['1.234', 'de-DE', '1234'],
    ['12.50', 'de-DE', '12.50'],
    ['1 234,50', 'fr-FR', '1234.50'],
    ["1'234.50", 'de-CH', '1234.50'],
    ['12,34,567', 'en-IN', '1234567'],
    ['007', 'en', '7'],
    ['.5', 'en', '0.5'],
    ['5.', 'en', '5'],
    ['−3', 'en', '-3'],
  ])('reads %s in %s as %s', (text, locale, expected) => {
    expect(readDecimal(text, locale)).toBe(expected)
  })
  it.each(['', 'twelve', '1e5', '1,2,3', '1.2.3', '--1', '1,234.5.6'])('refuses %j', (text) => {
    expect(readDecimal(text, 'en')).toBeNull()
  })
})

describe('editableDecimal', () => {
  it('reads back to the same value', () => {
    expect(editableDecimal('1234.50', 'de-DE')).toBe('1234,50')
    expect(readDecimal(editableDecimal('1234.567', 'de-DE'), 'de-DE')).toBe('1234.567')
  })
})
