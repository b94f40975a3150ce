import { describe, expect, it } from 'vitest'
import type { Problem } from '@/kernel/problem'
import { toldToWait } from './forgotten'

const asked: Problem = {
  type: '/problems/asked_too_often',
  title: 'A new password was asked for too often lately.',
  status: 429,
  code: 'asked_too_often',
  next: 'Wait for the time in `Retry-After`.',
  request_id: '0198c0de',
}

describe('toldToWait', () => {
  it('says the whole minutes after which one may ask again', () => {
    const nextAfter = (retry_after_s: number) => toldToWait({ ...asked, retry_after_s }).next
    expect(nextAfter(1)).toMatch(/ask again in a minute\.$/)
    expect(nextAfter(60)).toMatch(/ask again in a minute\.$/)
    expect(nextAfter(61)).toMatch(/ask again in 2 minutes\.$/)
  })
  it('leaves what names no time as it is', () => {
    expect(toldToWait(asked)).toBe(asked)
  })
})
