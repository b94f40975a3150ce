import { describe, expect, it } from 'vitest'
import {
  blankLine,
  changed,
  type DraftLine,
  faultsOf,
  netOf,
  previewOf,
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

describe('the net of a line', () => {
  it('is rounded half up to the digits of the currency', () => {
    expect(netOf(line('3', '0.335'), 2)).toBe('1.01')
    expect(netOf(line('1', '0.005'), 2)).toBe('0.01')
    expect(netOf(line('1', '0.004999'), 2)).toBe('0.00')
    expect(netOf(line('3', '1234.5'), 0)).toBe('3704')
  })
  it('may be of a price for a hundred', () => {
    expect(netOf(line('250', '4.20', '', '100'), 2)).toBe('10.50')
    expect(netOf(line('2', '1', '', '3'), 2)).toBe('0.67')
  })
  it('is unknown while a figure is missing or the base is nothing', () => {
    expect(netOf(line('', '1'), 2)).toBeNull()
    expect(netOf(line('1', 'x'), 2)).toBeNull()
    expect(netOf(line('1', '1', '', '0'), 2)).toBeNull()
  })
})

describe('the preview', () => {
  it('takes tax on the sum of a code and not on each line', () => {
    const lines = [line('1', '0.03', 'a'), line('1', '0.03', 'a'), line('1', '0.03', 'a')]
    const rates = new Map([['a', '20']])
    expect(previewOf(lines, rates, 2)).toEqual({ net: '0.09', tax: '0.02', gross: '0.11' })
  })
  it('leaves out what cannot be worked out yet', () => {
    const lines = [line('2', '5', 'a'), line('', '7')]
    expect(previewOf(lines, new Map([['a', '9.5']]), 2)).toEqual({
      net: '10.00',
      tax: '0.95',
      gross: '10.95',
    })
  })
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
