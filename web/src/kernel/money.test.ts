import { describe, expect, it } from 'vitest'
import { addDecimals, compareDecimals, isDecimal, multiplyDecimals } from './decimal'
import { formatAmount, formatDecimal, formatMoney, minorUnits } from './money'

const spaces = /[\u00a0\u202f]/g

describe('formatMoney', () => {
  it('keeps digits that a float would lose', () => {
    const money = { amount: '90071992547409931.27', currency: 'EUR' }
    expect(formatMoney(money, 'en-IE')).toBe('€90,071,992,547,409,931.27')
  })
  it('shows the minor units of the currency', () => {
    expect(formatMoney({ amount: '1200', currency: 'JPY' }, 'en-GB')).toBe('JP¥1,200')
    expect(formatMoney({ amount: '1200', currency: 'KWD' }, 'en-GB').replace(spaces, ' ')).toBe(
      'KWD 1,200.000',
    )
    expect([minorUnits('JPY'), minorUnits('EUR'), minorUnits('KWD')]).toEqual([0, 2, 3])
  })
  it('keeps the finer digits of a price', () => {
    expect(formatMoney({ amount: '0.0125', currency: 'EUR' }, 'en-IE')).toBe('€0.0125')
  })
  it('follows the language of the reader', () => {
    expect(formatMoney({ amount: '1234.5', currency: 'EUR' }, 'de-DE').replace(spaces, ' ')).toBe(
      '1.234,50 €',
    )
    expect(formatAmount({ amount: '1234.5', currency: 'EUR' }, 'de-DE')).toBe('1.234,50')
  })
  it('shows what is no number as it came', () => {
    expect(formatMoney({ amount: 'twelve', currency: 'EUR' }, 'en')).toBe('twelve EUR')
  })
})

describe('formatDecimal', () => {
  it('shows exactly the digits that are there', () => {
    expect(formatDecimal('1234.500', 'en')).toBe('1,234.5')
    expect(formatDecimal('12', 'en')).toBe('12')
  })
})

describe('decimals', () => {
  it('adds and multiplies exactly', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3')
    expect(addDecimals('1.05', '-2')).toBe('-0.95')
    expect(multiplyDecimals('19.99', '3')).toBe('59.97')
    expect(multiplyDecimals('-0.5', '0.5')).toBe('-0.25')
  })
  it('compares by value and not by spelling', () => {
    expect(compareDecimals('9', '10')).toBe(-1)
    expect(compareDecimals('1.50', '1.5')).toBe(0)
    expect(compareDecimals('-1', '-2')).toBe(1)
  })
  it('refuses what is no decimal', () => {
    expect(['', '1e5', '1,5', '.5', 'NaN', '1.'].some(isDecimal)).toBe(false)
  })
})
