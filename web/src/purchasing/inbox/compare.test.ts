import { describe, expect, it } from 'vitest'
import type { WaitingApproval } from '@/api/schema.gen'
import { type Compared, compare, isAlike, outliers, sumOf, traitOf } from './compare'

const towels: Compared = {
  key: 'a 1',
  kind: 'purchase_order',
  id: 'a',
  etag: '"2"',
  title: 'Towels',
  number: null,
  total: { amount: '120.50', currency: 'EUR' },
  supplier: 'Harbour Linen',
  department: 'Spa',
  requester: 'Rita',
  categories: ['Linen'],
  step: 'Head of department',
  approve: { name: 'purchase_order.approve', closed_because: null },
}
const sheets: Compared = {
  ...towels,
  key: 'b 1',
  supplier: 'Kestrel',
  categories: ['Beds', 'Linen'],
  total: { amount: '80.00', currency: 'EUR' },
}

describe('what is approved together', () => {
  it('shows once what all share, and each for itself what differs', () => {
    expect(compare([towels, sheets])).toEqual({
      shared: ['step', 'department', 'requester'],
      differing: ['supplier', 'categories'],
    })
    expect(traitOf(sheets, 'categories')).toBe('Beds, Linen')
    expect(traitOf({ ...sheets, categories: [] }, 'categories')).toBeNull()
  })
  it('takes something and nothing for a difference', () => {
    expect(compare([towels, { ...towels, supplier: null }]).differing).toEqual(['supplier'])
  })
  it('is summed up to the last unit', () => {
    expect(sumOf([towels, sheets])).toEqual({ amount: '200.50', currency: 'EUR' })
    const large = { ...towels, total: { amount: '90071992547409.93', currency: 'EUR' } }
    expect(sumOf([large, large])?.amount).toBe('180143985094819.86')
    const yen = { ...towels, total: { amount: '5', currency: 'JPY' } }
    expect(sumOf([yen, yen])?.amount).toBe('10')
    expect(sumOf([])).toBeNull()
  })
  it('points at what is more than twice the middle', () => {
    const dear = { ...towels, key: 'c 1', total: { amount: '241.01', currency: 'EUR' } }
    expect([...outliers([towels, towels, sheets, dear])]).toEqual(['c 1'])
    expect([...outliers([towels, dear])]).toEqual([])
    const twice = { ...dear, total: { amount: '241.00', currency: 'EUR' } }
    expect([...outliers([towels, towels, twice])]).toEqual([])
  })
  it('is of one kind, one step and one currency', () => {
    const one = {
      kind: 'purchase_order',
      step_name: 'GM',
      total: { amount: '1', currency: 'EUR' },
    } as WaitingApproval
    expect(isAlike(one, { ...one })).toBe(true)
    expect(isAlike(one, { ...one, step_name: 'Owner' })).toBe(false)
    expect(isAlike(one, { ...one, kind: 'requisition' })).toBe(false)
    expect(isAlike(one, { ...one, total: { amount: '1', currency: 'USD' } })).toBe(false)
  })
})
