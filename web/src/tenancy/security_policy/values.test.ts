import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { changesOf, type PolicyValues, policyValues } from './values'

const own: PolicyValues = {
  idle_minutes: '60',
  lifetime_minutes: '600',
  failures_max: '5',
  failures_minutes: '30',
  second_factor_grace_days: '14',
  second_factor_roles: ['admin', 'owner'],
  second_factor_custom_roles: [],
}
const faultsOf = (values: Partial<PolicyValues>) =>
  (v.safeParse(policyValues, { ...own, ...values }).issues ?? []).map((issue) =>
    issue.path?.map((part) => part.key).join('.'),
  )

describe('a security policy', () => {
  it('keeps within what the service allows', () => {
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ idle_minutes: '4' })).toEqual(['idle_minutes'])
    expect(faultsOf({ lifetime_minutes: '1441' })).toEqual(['lifetime_minutes'])
    expect(faultsOf({ failures_max: '2.5' })).toEqual(['failures_max'])
    expect(faultsOf({ failures_minutes: '' })).toEqual(['failures_minutes'])
    expect(faultsOf({ second_factor_grace_days: '0' })).toEqual([])
    expect(faultsOf({ second_factor_grace_days: '91' })).toEqual(['second_factor_grace_days'])
  })
  it('lets nothing be idle for longer than it lives', () => {
    expect(faultsOf({ idle_minutes: '120', lifetime_minutes: '60' })).toEqual(['idle_minutes'])
  })
  it('sends only what was changed', () => {
    expect(changesOf(own, { ...own, failures_max: '7' })).toEqual({ failures_max: 7 })
  })
  it('sends the roles when they are others, in whichever order they were ticked', () => {
    expect(changesOf(own, { ...own, second_factor_roles: ['owner', 'admin'] })).toEqual({})
    expect(changesOf(own, { ...own, second_factor_roles: ['owner', 'accounts'] })).toEqual({
      second_factor_roles: ['accounts', 'owner'],
    })
    expect(changesOf(own, { ...own, second_factor_roles: [] })).toEqual({ second_factor_roles: [] })
  })
})
