import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { onConfirmation } from '@/api/confirming'
import { ProblemError } from '@/kernel/problem'
import { onOperatorSessionEnded, onSignInAgain, send, signedInLately } from './send'

const calls: Request[] = []
const json = (body: unknown, status = 200, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers })
const problem = (status: number, code: string) => ({ title: 'No.', status, code })
const asked = () =>
  new Request(`${location.origin}/v1/operator/organisations/an-inn/suspension`, {
    method: 'POST',
    body: JSON.stringify({ reason: 'Unpaid.' }),
  })

function serve(...answers: Response[]): void {
  vi.stubGlobal('fetch', async (request: Request) => {
    calls.push(request)
    return answers.shift() ?? json({})
  })
}

const tooOld = () =>
  json(problem(401, 'sign_in_too_old'), 401, {
    'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", max_age="300"',
  })

beforeEach(() => {
  calls.length = 0
  vi.spyOn(document, 'cookie', 'get').mockReturnValue(
    '__Host-csrf=theirs; __Host-operator-csrf=ours',
  )
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('send', () => {
  it('repeats the token of the operators’ cookie, and shows no access token', async () => {
    serve()
    await send(asked())
    expect(calls[0]?.headers.get('X-CSRF-Token')).toBe('ours')
    expect(calls[0]?.headers.get('Authorization')).toBeNull()
  })
  it('tells that the session has ended, and of no other refusal', async () => {
    const told = vi.fn()
    const stop = onOperatorSessionEnded(told)
    serve(json(problem(401, 'operator_refused'), 401), json(problem(401, 'unauthenticated'), 401))
    await expect(send(asked())).rejects.toThrow(ProblemError)
    expect(told).not.toHaveBeenCalled()
    await expect(send(asked())).rejects.toThrow(ProblemError)
    expect(told).toHaveBeenCalledOnce()
    stop()
  })
  it('sends the same once more when the operator has signed in again', async () => {
    const stop = onSignInAgain(() => Promise.resolve(true))
    serve(tooOld())
    await send(asked())
    expect(await calls[1]?.json()).toEqual({ reason: 'Unpaid.' })
    stop()
  })
  it('sends the same once more with what confirms it', async () => {
    const confirmation = {
      id: 'i1',
      expires_at: new Date(Date.now() + 300_000).toISOString(),
      title: 'Suspend an-inn',
      lines: ['Organisation: an-inn, in home eu1'],
      sent_to: 'o***@operators.example',
      channels: ['mail'],
    }
    const stop = onConfirmation((shown, attempt) => {
      expect(shown.title).toBe('Suspend an-inn')
      return attempt('i1:12345678')
    })
    serve(json({ ...problem(403, 'confirmation_required'), confirmation }, 403))
    await send(asked())
    expect(calls[0]?.headers.get('Confirmation')).toBeNull()
    expect(calls[1]?.headers.get('Confirmation')).toBe('i1:12345678')
    expect(calls[1]?.headers.get('X-CSRF-Token')).toBe('ours')
    expect(await calls[1]?.json()).toEqual({ reason: 'Unpaid.' })
    stop()
  })
  it('does nothing when the operator goes back', async () => {
    const stop = onSignInAgain(() => Promise.resolve(false))
    serve(tooOld())
    await expect(send(asked())).rejects.toMatchObject({ problem: { code: 'sign_in_too_old' } })
    expect(calls).toHaveLength(1)
    stop()
  })
})

describe('signedInLately', () => {
  const signedIn = (secondsAgo: number, sign_in_within_s: number | null) => ({
    signedInAtMs: Date.now() - secondsAgo * 1000,
    sign_in_within_s,
  })
  it('asks only whose sign-in is older than what they change allows', async () => {
    const ask = vi.fn(() => Promise.resolve(true))
    const stop = onSignInAgain(ask)
    await signedInLately(signedIn(290, 300))
    await signedInLately(signedIn(9000, null))
    expect(ask).not.toHaveBeenCalled()
    await signedInLately(signedIn(300, 300))
    expect(ask).toHaveBeenCalledOnce()
    stop()
  })
})
