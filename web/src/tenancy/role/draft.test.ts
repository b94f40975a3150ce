import { describe, expect, it } from 'vitest'
import type { Problem } from '@/kernel/problem'
import { blankRole, type DraftRole, faultsOf, isSame, requestOf, serverFaults } from './draft'

const buyer: DraftRole = {
  name: ' Night buyer ',
  description: ' ',
  permissions: ['supplier.view', 'supplier.export'],
}

describe('a role while it is written', () => {
  it('is sent trimmed and in order, without a description as null', () => {
    expect(requestOf(buyer)).toEqual({
      name: 'Night buyer',
      description: null,
      permissions: ['supplier.export', 'supplier.view'],
    })
  })
  it('needs a name and a permission', () => {
    expect(faultsOf(buyer)).toEqual({})
    expect(Object.keys(faultsOf(blankRole))).toEqual(['name', 'permissions'])
  })
  it('is the same in whichever order it was ticked', () => {
    expect(isSame(buyer, { ...buyer, permissions: buyer.permissions.toReversed() })).toBe(true)
    expect(isSame(buyer, { ...buyer, permissions: ['supplier.view'] })).toBe(false)
  })
  it('shows what the server refused beside what it is about', () => {
    const error = (field: string) => ({ field, rule: 'unknown', message: field })
    const problem: Problem = {
      type: '/problems/invalid',
      title: 'Some fields break a rule.',
      status: 422,
      code: 'invalid',
      request_id: '',
      errors: [error('permissions[1]'), error('name'), error('elsewhere')],
    }
    expect(serverFaults(buyer, problem)).toEqual({
      'permissions.supplier.view': 'permissions[1]',
      name: 'name',
    })
  })
})
