import { describe, expect, it } from 'vitest'
import { withWait } from './problem'

const tooMany = {
  type: '/problems/operator_tries_too_many',
  title: 'Too many tries have failed lately.',
  status: 429,
  code: 'operator_tries_too_many',
  request_id: '',
  next: 'Wait for the time in `Retry-After`, then try again.',
}

describe('withWait', () => {
  it('says in minutes or hours how long to wait, and leaves other refusals as they are', () => {
    expect(withWait({ ...tooMany, retry_after_s: 61 }).detail).toBe('Try again in 2 minutes.')
    expect(withWait({ ...tooMany, retry_after_s: 9 }).detail).toBe('Try again in a minute.')
    expect(withWait({ ...tooMany, retry_after_s: 86_400 }).detail).toBe('Try again in 24 hours.')
    expect(withWait(tooMany)).toBe(tooMany)
  })
})
