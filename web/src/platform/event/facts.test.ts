import { describe, expect, it } from 'vitest'
import type { PlatformEventView } from '@/api/schema.gen'
import { factsOf, namesIn } from './facts'

const nobody = new Map()

const event = (detail: object, about: Partial<PlatformEventView> = {}): PlatformEventView => ({
  id: 'e1',
  occurred_at: '2026-11-23T09:00:00Z',
  operator_id: 'o1',
  action: 'suspension.asked',
  entity: 'organisation',
  entity_id: 'i1',
  detail: detail as Record<string, never>,
  ...about,
})

describe('factsOf', () => {
  it('tells what there are words for, in one order', () => {
    const told = factsOf(event({ change: 'c1', reason: 'Unpaid.', organisation: 'an-inn' }), nobody)
    expect(told).toEqual([
      { term: 'Organisation', value: 'an-inn' },
      { term: 'Why', value: 'Unpaid.' },
    ])
    expect(factsOf(event({ delay_days: 7, rows: { 'tenant.person': 6 } }), nobody)).toEqual([
      { term: 'Days until it goes', value: '7' },
    ])
    expect(factsOf(event({ because: 'by_link' }), nobody)).toEqual([
      { term: 'Because', value: 'The link in the owner’s mail was used' },
    ])
  })
  it('says whose account it was where nobody was signed in', () => {
    const refused = event({}, { operator_id: null, entity: 'operator', entity_id: 'o2' })
    expect(factsOf(refused, nobody)).toEqual([{ term: 'Operator', value: 'o2' }])
    const names = namesIn([event({}, { operator_id: 'o2', operator_name: 'Oda Finch' }), refused])
    expect(factsOf(refused, names)).toEqual([{ term: 'Operator', value: 'Oda Finch' }])
    expect(factsOf(event({ asked_by: 'o2' }), names)).toEqual([
      { term: 'Asked for by', value: 'Oda Finch' },
    ])
  })
})
