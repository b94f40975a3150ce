import { describe, expect, it } from 'vitest'
import {
  adjustmentFaults,
  adjustmentPath,
  adjustmentRequest,
  documentAdjustmentRequest,
  draftOfAdjustment,
  newAdjustment,
} from './draft'

const discount = { ...newAdjustment('discount'), size: '10', reason: 'Volume' }
const freight = { ...newAdjustment('charge'), size: '12.50', reason: ' Freight ' }
const fieldsOf = (faults: [string, string][]) => faults.map(([key]) => key.split('.').at(-1))

describe('a discount or a charge', () => {
  it('is sent as a percentage or as an amount, never as both', () => {
    expect(adjustmentRequest(discount)).toEqual({
      kind: 'discount',
      percent: '10',
      reason: 'Volume',
      reason_code: null,
    })
    const taxed = { ...freight, tax: { value: 't', label: 'VAT20' } }
    expect(documentAdjustmentRequest(taxed)).toEqual({
      kind: 'charge',
      amount: '12.50',
      reason: 'Freight',
      reason_code: null,
      tax_code_id: 't',
    })
  })
  it('comes back from the server as it was sent', () => {
    const amount = { amount: '10.00', currency: 'EUR' }
    const shown = { kind: 'discount' as const, percent: '10', base: null, amount, reason: 'Volume' }
    const draft = draftOfAdjustment({ ...shown, reason_code: '95' })
    expect(adjustmentRequest(draft)).toMatchObject({ percent: '10', reason_code: '95' })
    const fixed = draftOfAdjustment({ ...shown, percent: null, reason_code: null })
    expect(adjustmentRequest(fixed)).toMatchObject({ amount: '10.00', reason_code: null })
  })
  it('is held back while it is not whole', () => {
    expect(fieldsOf(adjustmentFaults(newAdjustment('charge'), 2))).toEqual(['size', 'reason'])
    expect(adjustmentFaults(freight, 2)).toEqual([])
    expect(fieldsOf(adjustmentFaults(freight, 0))).toEqual(['size'])
    expect(fieldsOf(adjustmentFaults({ ...discount, size: '-1' }, 2))).toEqual(['size'])
    expect(adjustmentFaults({ ...discount, size: '100.000' }, 2)).toEqual([])
    expect(fieldsOf(adjustmentFaults({ ...discount, size: '100.001' }, 2))).toEqual(['size'])
  })
  it('is found again by the path of the server', () => {
    expect(adjustmentPath([discount, freight], '1.amount')).toBe(`${freight.key}.size`)
    expect(adjustmentPath([discount], '0.tax_code_id')).toBe(`${discount.key}.tax`)
    expect(adjustmentPath([discount], '1.reason')).toBeNull()
    expect(adjustmentPath([discount], 'too_many')).toBeNull()
  })
})
