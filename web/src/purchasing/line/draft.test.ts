import { describe, expect, it } from 'vitest'
import { newAdjustment } from '../adjustment/draft'
import {
  blankLine,
  changed,
  type DraftLine,
  faultsOf,
  hasMore,
  isMoreWrong,
  requestOf,
  withBlankEnd,
} from './draft'

const line = (quantity: string, unit_price: string, tax = '', price_base = '1'): DraftLine => ({
  ...blankLine(undefined, { value: 'C62', label: 'ea' }),
  description: 'Towels',
  quantity,
  unit_price,
  tax: tax ? { value: tax, label: tax } : null,
  kept: { price_base },
})

describe('the lines of a form', () => {
  it('end with one blank line that goes on as the one above', () => {
    const ended = withBlankEnd([line('1', '1', 'a')], null)
    expect(ended).toHaveLength(2)
    expect(ended[1]).toMatchObject({ description: '', unit: { value: 'C62' }, tax: { value: 'a' } })
    expect(withBlankEnd(ended, null)).toHaveLength(2)
  })
  it('let the blank end follow what is chosen above it, until it is changed itself', () => {
    const [first, blank] = withBlankEnd([line('1', '1')], null)
    const chosen = changed(
      [first, blank].filter((one) => one !== undefined),
      first?.key ?? '',
      {
        tax: { value: 'a', label: 'a' },
      },
      null,
    )
    expect(chosen[1]).toMatchObject({ key: blank?.key, tax: { value: 'a' } })

    const own = changed(chosen, blank?.key ?? '', { tax: null, description: 'Mats' }, null)
    const later = changed(own, first?.key ?? '', { tax: { value: 'b', label: 'b' } }, null)
    expect(later.map((one) => one.tax?.value ?? null)).toEqual(['b', null, null])
  })
  it('name each field that keeps a line from being sent', () => {
    expect(Object.keys(faultsOf(blankLine()))).toEqual([
      'description',
      'quantity',
      'unit',
      'unit_price',
    ])
    expect(faultsOf(line('0.0', '1'))).toHaveProperty('quantity')
    expect(faultsOf(line('-1', '-1'))).toHaveProperty('unit_price')
    expect(faultsOf(line('0.5', '0'))).toEqual({})
  })
})

describe('what stands below a row', () => {
  it('is there when a line says more than its row shows', () => {
    const plain = line('1', '2')
    const saying = (kept: DraftLine['kept']) => ({ ...plain, kept })
    expect(hasMore(plain)).toBe(false)
    expect(hasMore(saying({}))).toBe(false)
    expect(hasMore(saying({ price_base: '1.000', note: '', need_by: null }))).toBe(false)
    expect(hasMore(saying({ price_base: '100' }))).toBe(true)
    expect(hasMore(saying({ note: 'Blue' }))).toBe(true)
    expect(hasMore({ ...plain, adjustments: [newAdjustment('charge')] })).toBe(true)
  })
  it('is sent trimmed, and empty as null', () => {
    const sent = requestOf({
      ...line('1', '2'),
      kept: { supplier_reference: ' CU-24 ', need_by: '', note: ' ', price_base: '' },
    })
    expect(sent).toMatchObject({
      supplier_reference: 'CU-24',
      need_by: null,
      note: null,
      price_base: '1',
    })
  })
  it('must be a price for something', () => {
    expect(faultsOf(line('1', '2', '', '0'))).toHaveProperty('price_base')
    expect(faultsOf(line('1', '2', '', ''))).toEqual({})
  })
})

describe('what is wrong below a row', () => {
  it('is seen, whether it is of the line or of a discount on it', () => {
    const discount = newAdjustment('discount')
    const adjusted = { ...line('1', '2'), adjustments: [discount] }
    expect(isMoreWrong(adjusted, {})).toBe(false)
    expect(isMoreWrong(adjusted, { [`${adjusted.key}.quantity`]: 'No' })).toBe(false)
    expect(isMoreWrong(adjusted, { [`${adjusted.key}.note`]: 'No' })).toBe(true)
    expect(isMoreWrong(adjusted, { [`${adjusted.key}.adjustments`]: 'No' })).toBe(true)
    expect(isMoreWrong(adjusted, { [`${discount.key}.size`]: 'No' })).toBe(true)
  })
})
