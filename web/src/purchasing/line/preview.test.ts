import { describe, expect, it } from 'vitest'
import { type DraftAdjustment, newAdjustment } from '../adjustment/draft'
import { blankLine, type DraftLine } from './draft'
import { netOf, previewOf, type Taxing } from './preview'

const line = (quantity: string, unit_price: string, tax = '', price_base = '1'): DraftLine => ({
  ...blankLine(undefined, { value: 'C62', label: 'ea' }),
  description: 'Towels',
  quantity,
  unit_price,
  tax: tax ? { value: tax, label: tax } : null,
  kept: { price_base },
})

const adjustment = (
  kind: 'discount' | 'charge',
  measure: 'percent' | 'amount',
  size: string,
  tax = '',
): DraftAdjustment => ({
  ...newAdjustment(kind),
  measure,
  size,
  tax: tax ? { value: tax, label: tax } : null,
})

const taxes = new Map<string, Taxing>([
  ['a', { treatment: 'S', rate_percent: '20' }],
  ['b', { treatment: 'S', rate_percent: '9.5' }],
  ['c', { treatment: 'S', rate_percent: '20' }],
])

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

describe('a line with discounts and charges', () => {
  it('takes each percentage of quantity times price', () => {
    const adjustments = [
      adjustment('discount', 'percent', '10'),
      adjustment('discount', 'percent', '10'),
      adjustment('charge', 'amount', '1.50'),
    ]
    expect(netOf({ ...line('10', '9.995'), adjustments }, 2)).toBe('81.45')
  })
  it('has the digits of its currency', () => {
    const adjustments = [adjustment('discount', 'percent', '10')]
    expect(netOf({ ...line('1', '995'), adjustments }, 0)).toBe('895')
    expect(netOf({ ...line('1', '0.995'), adjustments }, 3)).toBe('0.895')
  })
  it('leaves out what cannot be worked out yet', () => {
    const adjustments = [adjustment('discount', 'percent', '')]
    expect(netOf({ ...line('1', '5'), adjustments }, 2)).toBe('5.00')
  })
})

describe('the preview', () => {
  it('takes tax on the sum of a category and not on each line', () => {
    const lines = [line('1', '0.03', 'a'), line('1', '0.03', 'c'), line('1', '0.03', 'a')]
    const { net, tax, gross } = previewOf(lines, [], taxes, 2)
    expect({ net, tax, gross }).toEqual({ net: '0.09', tax: '0.02', gross: '0.11' })
  })
  it('leaves out what cannot be worked out yet', () => {
    const lines = [line('2', '5', 'b'), line('', '7')]
    const { net, tax, gross } = previewOf(lines, [adjustment('charge', 'amount', 'x')], taxes, 2)
    expect({ net, tax, gross }).toEqual({ net: '10.00', tax: '0.95', gross: '10.95' })
  })
  it('takes discounts and charges on the whole, each with its tax', () => {
    const lines = [line('1', '100', 'a'), line('1', '50', 'b')]
    const whole = [
      adjustment('discount', 'percent', '10', 'a'),
      adjustment('charge', 'amount', '3', 'b'),
      adjustment('charge', 'amount', '0.25'),
    ]
    expect(previewOf(lines, whole, taxes, 2)).toEqual({
      lines: '150.00',
      discounts: '15.00',
      charges: '3.25',
      net: '138.25',
      tax: '22.04',
      gross: '160.29',
    })
  })
  it('takes tax off where a discount is above what bears it', () => {
    const whole = [adjustment('discount', 'amount', '10', 'b')]
    expect(previewOf([line('1', '100', 'a')], whole, taxes, 2)).toMatchObject({
      net: '90.00',
      tax: '19.05',
      gross: '109.05',
    })
  })
})
