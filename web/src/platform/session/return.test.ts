import { describe, expect, it } from 'vitest'
import { afterSignIn } from './return'

describe('afterSignIn', () => {
  it.each(['/operator', '/operator/events', '/operator?x=1'])('goes back to %j', (to) => {
    expect(afterSignIn(to)).toBe(to)
  })
  it.each([
    undefined,
    '',
    '/',
    '/purchase-orders',
    '/operators',
    '/operator/sign-in?to=/operator',
    '//evil.example/operator',
    'https://evil.example/operator',
  ])('goes to the first page instead of to %j', (to) => {
    expect(afterSignIn(to)).toBe('/operator')
  })
})
