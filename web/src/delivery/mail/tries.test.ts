import { describe, expect, it } from 'vitest'
import { triesOf } from './tries'

const nowMs = Date.parse('2026-11-23T10:00:00Z')
const ago = (instant: string) => `at ${instant.slice(11, 16)}`

describe('triesOf', () => {
  it('says of what waits how often it was tried, and when it is next', () => {
    const later = { state: 'waiting', attempts: 2, next_at: '2026-11-23T10:04:00Z' } as const
    expect(triesOf(later, ago, nowMs)).toBe('Tried 2 times, next try at 10:04')
    const now = { state: 'waiting', attempts: 0, next_at: '2026-11-23T10:00:00Z' } as const
    expect(triesOf(now, ago, nowMs)).toBe('Not tried, next try in a moment')
  })
  it('says of what failed how often it was tried', () => {
    expect(triesOf({ state: 'failed', attempts: 1 }, ago, nowMs)).toBe('Tried once')
    expect(triesOf({ state: 'failed', attempts: 0 }, ago, nowMs)).toBe('Not tried')
  })
  it('says nothing of what was taken, or is being handed over', () => {
    expect(triesOf({ state: 'sent', attempts: 1 }, ago, nowMs)).toBeNull()
    expect(triesOf({ state: 'sending', attempts: 1 }, ago, nowMs)).toBeNull()
  })
})
