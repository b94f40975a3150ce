import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  learnAuthentication,
  needsReauthentication,
  noteAuthentication,
  onReauthentication,
  reauthenticated,
  refusedAsTooOld,
  signInAgeOf,
} from './recent-sign-in'

const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000
const post = (path: string) => new Request(`${location.origin}${path}`, { method: 'POST' })

afterEach(() => noteAuthentication(Date.now()))

describe('signInAgeOf', () => {
  it('finds an operation by its method and path, whatever the id', () => {
    expect(signInAgeOf('POST', '/v1/sessions/end-others')).toBe(300)
    expect(signInAgeOf('POST', '/v1/people/0b5e/end-sessions')).toBe(300)
    expect(signInAgeOf('GET', '/v1/sessions/end-others')).toBeUndefined()
    expect(signInAgeOf('POST', '/v1/people/0b5e/end-sessions/more')).toBeUndefined()
    expect(signInAgeOf('POST', '/v1/purchase-orders')).toBeUndefined()
  })
})

describe('needsReauthentication', () => {
  it('asks when the sign-in is older than the operation allows', () => {
    noteAuthentication(minutesAgo(4))
    expect(needsReauthentication(post('/v1/sessions/end-others'))).toBe(false)
    noteAuthentication(minutesAgo(6))
    expect(needsReauthentication(post('/v1/sessions/end-others'))).toBe(true)
    expect(needsReauthentication(post('/v1/purchase-orders'))).toBe(false)
  })
  it('trusts its own clock more than the server’s', () => {
    noteAuthentication(minutesAgo(1))
    learnAuthentication(new Date(minutesAgo(20)).toISOString())
    expect(needsReauthentication(post('/v1/sessions/end-others'))).toBe(false)
  })
})

describe('reauthenticated', () => {
  it('asks once for many and lets them all go on', async () => {
    const ask = vi.fn(() => Promise.resolve(true))
    const stop = onReauthentication(ask)
    await Promise.all([reauthenticated(), reauthenticated(), reauthenticated()])
    expect(ask).toHaveBeenCalledOnce()
    stop()
  })
  it('refuses when whoever is asked goes back, or nobody can be asked', async () => {
    const stop = onReauthentication(() => Promise.resolve(false))
    await expect(reauthenticated()).rejects.toMatchObject({ problem: { code: 'sign_in_too_old' } })
    stop()
    await expect(reauthenticated()).rejects.toMatchObject({ problem: { code: 'sign_in_too_old' } })
  })
})

describe('refusedAsTooOld', () => {
  it('tells an old sign-in from an access token that has expired', () => {
    const refusal = (challenge: string) =>
      new Response(null, { status: 401, headers: { 'WWW-Authenticate': challenge } })
    const tooOld =
      'Bearer realm="countersign", error="insufficient_user_authentication", max_age="300"'
    expect(refusedAsTooOld(refusal(tooOld))).toBe(true)
    expect(refusedAsTooOld(refusal('Bearer realm="countersign"'))).toBe(false)
  })
})
