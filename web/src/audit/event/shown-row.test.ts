import { describe, expect, it } from 'vitest'
import { isSecret, shownRow } from './shown-row'

describe('a row of the trail', () => {
  it('says in words what was erased and what is secret', () => {
    const row = {
      name: { personal: 'a'.repeat(64) },
      seal: { secret: 'kept' },
      key: { secret: 'changed' },
      email: 'rosa@example.com',
    }
    expect(shownRow(row)).toEqual({
      name: 'erased; its SHA-256 begins aaaaaaaaaaaa',
      seal: 'kept, never shown',
      key: 'changed, never shown',
      email: 'rosa@example.com',
    })
    expect([isSecret(row, 'seal'), isSecret(row, 'name')]).toEqual([true, false])
  })
  it('leaves alone what only looks like it', () => {
    const row = { a: { personal: 'short' }, b: { secret: 'kept', more: 1 }, c: null, d: [1] }
    expect(shownRow(row)).toEqual(row)
  })
  it('is empty when it was not there', () => {
    expect(shownRow(null)).toEqual({})
  })
})
