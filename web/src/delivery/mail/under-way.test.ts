import { describe, expect, it } from 'vitest'
import { isUnderWay } from './under-way'

const nowMs = Date.parse('2026-11-23T10:00:00Z')

describe('isUnderWay', () => {
  it('is what is being sent, and what is tried within a minute', () => {
    expect(isUnderWay({ state: 'sending' }, nowMs)).toBe(true)
    expect(isUnderWay({ state: 'waiting', next_at: '2026-11-23T09:59:58Z' }, nowMs)).toBe(true)
    expect(isUnderWay({ state: 'waiting', next_at: '2026-11-23T10:00:59Z' }, nowMs)).toBe(true)
  })
  it('is neither what waits for longer nor what has ended', () => {
    expect(isUnderWay({ state: 'waiting', next_at: '2026-11-23T10:01:00Z' }, nowMs)).toBe(false)
    expect(isUnderWay({ state: 'sent', next_at: null }, nowMs)).toBe(false)
    expect(isUnderWay({ state: 'failed' }, nowMs)).toBe(false)
  })
})
