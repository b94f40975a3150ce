import { describe, expect, it } from 'vitest'
import { byPerson, nextToDecide } from './people'
import type { SeenLine } from './queries'

function line(number: number, person: string, part: Partial<SeenLine> = {}): SeenLine {
  return {
    number,
    person_id: person,
    person_name: `Name of ${person}`,
    is_active: true,
    permissions: [],
    guarded: [],
    toxic: [],
    granted_at: '2026-11-01T09:00:00Z',
    state: 'open',
    is_given_anew: false,
    actions: [{ name: 'access_review.decide', closed_because: null }],
    ...part,
  }
}

describe('byPerson', () => {
  it('puts the lines of one person together, in their order', () => {
    const people = byPerson([line(1, 'ada'), line(2, 'ada'), line(3, 'bea')])

    expect(people.map(({ id, lines }) => [id, lines.map(({ number }) => number)])).toEqual([
      ['ada', [1, 2]],
      ['bea', [3]],
    ])
  })
})

describe('nextToDecide', () => {
  const mine = [
    {
      name: 'access_review.decide',
      closed_because: { code: 'review_of_oneself', reason: 'Nobody reviews their own rights.' },
    },
  ]
  const lines = [
    line(1, 'ada', { state: 'kept' }),
    line(2, 'ada'),
    line(3, 'me', { actions: mine }),
    line(4, 'bea'),
  ]

  it('passes over what is decided and what is one’s own', () => {
    expect(nextToDecide(lines, null)?.number).toBe(2)
    expect(nextToDecide(lines, 2)?.number).toBe(4)
  })

  it('begins anew behind the last', () => {
    expect(nextToDecide(lines, 4)?.number).toBe(2)
    expect(nextToDecide([line(1, 'ada', { state: 'gone' })], null)).toBeUndefined()
  })
})
