import { describe, expect, it } from 'vitest'
import { changesOf, firstNumber, isNumberFormat, type OrganisationValues } from './values'

const values: OrganisationValues = {
  name: 'Harbour House',
  legal_name: 'Harbour House Hotels Ltd',
  tax_number: '',
  address_lines: '1 Quay',
  country: 'GB',
  base_currency: 'GBP',
  time_zone: 'Europe/London',
  locale: 'en-GB',
  fiscal_year_start_month: '1',
  requisition_number_format: 'PR-{year}-{number}',
  order_number_format: 'PO-{year}-{number}',
  payment_terms: '',
  order_terms: '',
}

describe('a number format', () => {
  it('previews the first of the year', () => {
    expect(firstNumber('PO-{year}-{number}', '2026')).toBe('PO-2026-00001')
    expect(firstNumber('PO-{number}', '2026')).toBeNull()
  })
  it('holds year and number once each', () => {
    const wrong = ['', '{year}', '{number}{number}{year}', 'PO {year} {number}', 'Ö{year}{number}']
    expect(wrong.filter(isNumberFormat)).toEqual([])
    expect(isNumberFormat('{number}.{year}')).toBe(true)
  })
})

describe('the form of the organisation', () => {
  it('sends only what was changed, and null for what was emptied', () => {
    const after = { ...values, legal_name: '', fiscal_year_start_month: '4' }
    expect(changesOf(values, after)).toEqual({ legal_name: null, fiscal_year_start_month: 4 })
    expect(changesOf(values, values)).toEqual({})
  })
})
