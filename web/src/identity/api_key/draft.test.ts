import { describe, expect, it } from 'vitest'
import { endOfDay } from '@/kernel/dates'
import { blankKey, faultsOf, requestOf, serverFaults } from './draft'

const draft = {
  name: ' Stock system ',
  scopes: ['supplier.view'],
  networks: '203.0.113.0/24\n 2001:db8::/32, 198.51.100.7 ',
  until: '2027-03-31',
  reason: ' Orders ',
}

describe('a key that is asked for', () => {
  it('is sent trimmed, with each network by itself and to the end of its last day', () => {
    expect(requestOf(draft, 'Europe/Dublin')).toEqual({
      name: 'Stock system',
      scopes: ['supplier.view'],
      networks: ['203.0.113.0/24', '2001:db8::/32', '198.51.100.7'],
      expires_at: endOfDay('2027-03-31', 'Europe/Dublin'),
      reason: 'Orders',
    })
    expect(requestOf({ ...draft, networks: ' ' }, 'UTC').networks).toEqual([])
  })

  it('says what is missing, field by field', () => {
    expect(Object.keys(faultsOf(blankKey))).toEqual(['name', 'scopes', 'until', 'reason'])
    expect(faultsOf(draft)).toEqual({})
  })

  it('takes the server’s messages to its fields', () => {
    const problem = {
      type: '/problems/invalid',
      title: 'Some fields break a rule.',
      status: 422,
      code: 'invalid',
      request_id: 'a',
      errors: [
        { field: 'networks[0]', rule: 'host_bits', message: 'Nothing behind its bits.' },
        { field: 'expires_at', rule: 'out_of_range', message: 'Within 365 days.' },
      ],
    }
    expect(serverFaults(problem)).toEqual({
      networks: 'Nothing behind its bits.',
      until: 'Within 365 days.',
    })
  })
})
