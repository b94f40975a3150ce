import { describe, expect, it } from 'vitest'
import { openScreens } from './navigation'

const route = (fullPath: string, screen?: { title: string; permission?: 'supplier.view' }) => ({
  fullPath,
  options: screen ? { staticData: { screen } } : {},
})

describe('openScreens', () => {
  it('offers only what the person may open and what needs no parameter', () => {
    const routes = [
      route('/sign-in'),
      route('/', { title: 'Home' }),
      route('/audit', { title: 'Audit log', permission: 'supplier.view' }),
      route('/orders/$id', { title: 'Order' }),
    ]
    expect(openScreens(routes, []).map((entry) => entry.to)).toEqual(['/'])
    expect(openScreens(routes, ['supplier.view']).map((entry) => entry.to)).toEqual(['/', '/audit'])
  })
})
