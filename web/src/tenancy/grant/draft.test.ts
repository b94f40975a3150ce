import { describe, expect, it } from 'vitest'
import type { PermissionView } from '@/api/schema.gen'
import type { Problem } from '@/kernel/problem'
import { blankGrant, faultsOf, groupsOf, guardedOf, requestOf, serverFaults } from './draft'

const permission = (code: string, facts: Partial<PermissionView> = {}): PermissionView => ({
  code,
  kind: 'changes',
  meaning: `Does ${code}`,
  is_live: true,
  sign_in_within_s: null,
  is_guarded: false,
  is_confirmed: false,
  is_scope: false,
  roles: [],
  ...facts,
})
const draft = { ...blankGrant, permissions: ['supplier.export', 'category.view'], reason: ' Ada ' }

describe('rights to give', () => {
  it('end with their last day where the reader is', () => {
    const until = { ...draft, until: '2026-12-03', waiver: 'Two of us' }
    expect(requestOf(until, '1', 'Europe/Dublin', false)).toEqual({
      person_id: '1',
      roles: [],
      custom_roles: [],
      permissions: ['supplier.export', 'category.view'],
      reason: 'Ada',
      expires_at: '2026-12-03T23:59:59.000Z',
      waiver: null,
    })
    expect(requestOf(until, '1', 'Europe/Dublin', true).waiver).toBe('Two of us')
  })
  it('need something and a reason', () => {
    expect(Object.keys(faultsOf(blankGrant))).toEqual(['roles', 'reason'])
    expect(faultsOf(draft)).toEqual({})
  })
  it('have the messages of the server at their fields', () => {
    const errors = [
      { field: 'permissions[1]', rule: 'held', message: 'Held.' },
      { field: 'expires_at', rule: 'missing', message: 'Missing.' },
      { field: 'person_id', rule: 'inactive', message: 'Inactive.' },
    ]
    expect(serverFaults(draft, { errors } as Problem)).toEqual({
      'permissions.category.view': 'Held.',
      expires_at: 'Missing.',
    })
  })
})

describe('the catalogue', () => {
  const catalogue = [
    permission('purchase_order.view'),
    permission('purchase_order.approve', { is_guarded: true, roles: ['accounts'] }),
    permission('budget.view', { is_live: false, is_guarded: true }),
    permission('supplier.export'),
  ]
  it('is offered by what it is about, without what is planned', () => {
    const named = groupsOf(catalogue, '').map(({ noun, permissions }) => [noun, permissions.length])
    expect(named).toEqual([
      ['Purchase order', 2],
      ['Supplier', 1],
    ])
    expect(groupsOf(catalogue, 'approve order')).toHaveLength(1)
  })
  it('says what is guarded of a role as of itself', () => {
    const codes = (roles: 'accounts'[], permissions: string[]) =>
      guardedOf({ ...blankGrant, roles, permissions }, catalogue).map(({ code }) => code)
    expect(codes([], ['supplier.export'])).toEqual([])
    expect(codes(['accounts'], [])).toEqual(['purchase_order.approve'])
    expect(codes([], ['purchase_order.approve'])).toEqual(['purchase_order.approve'])
  })
})
