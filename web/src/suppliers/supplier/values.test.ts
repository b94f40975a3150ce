import { describe, expect, it } from 'vitest'
import { changesOf, requestOf, type SupplierValues } from './values'

const values: SupplierValues = {
  name: 'Harbour Linen',
  legal_name: '',
  number: 'V-0042',
  tax_number: '',
  registration_number: '',
  country: 'GB',
  address_lines: '14 Quay Street\n\n Bristol ',
  email: '',
  phone: '',
  contact_name: '',
  currency: 'GBP',
  payment_terms: '',
  notes: '',
}

describe('the form of a supplier', () => {
  it('sends an empty field as nothing and an address as lines', () => {
    expect(requestOf(values)).toEqual({
      name: 'Harbour Linen',
      legal_name: null,
      number: 'V-0042',
      tax_number: null,
      registration_number: null,
      country: 'GB',
      address_lines: ['14 Quay Street', 'Bristol'],
      email: null,
      phone: null,
      contact_name: null,
      currency: 'GBP',
      payment_terms: null,
      notes: null,
    })
  })
  it('sends only what was changed, and null for what was emptied', () => {
    expect(changesOf(values, { ...values, number: '', name: 'Harbour Linen Ltd' })).toEqual({
      name: 'Harbour Linen Ltd',
      number: null,
    })
  })
})
