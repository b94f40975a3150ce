import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '@/kernel/problem'
import { clearAccessToken, setAccessToken } from './access-token'
import { type Attempt, onConfirmation } from './confirming'
import { onReauthentication } from './recent-sign-in'
import { onSecondFactorDemanded, onSessionEnded, send } from './send'

type Handler = (request: Request) => Response | Promise<Response>
const calls: Request[] = []

function serve(handler: Handler): void {
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request =
      input instanceof Request ? input : new Request(new URL(input, location.origin), init)
    calls.push(request.clone())
    return handler(request)
  })
}

const refreshes = () => calls.filter((call) => call.url.endsWith('/refresh')).length
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const post = (body: unknown) =>
  new Request(`${location.origin}/v1/purchase-orders`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  })
const get = () => new Request(`${location.origin}/v1/me`)

const confirmationRequired = {
  title: 'Confirm it.',
  status: 403,
  code: 'confirmation_required',
  confirmation: {
    id: 'i1',
    expires_at: '2026-11-23T09:05:00Z',
    title: 'Change it',
    lines: ['5 → 6'],
    sent_to: 'o***@harbour-house.example',
  },
}

beforeEach(() => {
  calls.length = 0
  vi.spyOn(document, 'cookie', 'get').mockReturnValue('other=1; __Host-csrf=c1')
})
afterEach(() => {
  clearAccessToken()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('send', () => {
  it('refreshes once for many calls that find the token dead', async () => {
    setAccessToken('dead', 300)
    serve((request) => {
      if (request.url.endsWith('/refresh'))
        return json({ access_token: 'alive', expires_in_s: 300 })
      return request.headers.get('Authorization') === 'Bearer alive' ? json({}) : json({}, 401)
    })
    const answers = await Promise.all([send(get()), send(get()), send(get())])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    expect(refreshes()).toBe(1)
    expect(calls.find((call) => call.url.endsWith('/refresh'))?.headers.get('X-CSRF-Token')).toBe(
      'c1',
    )
  })
  it('ends the session of this page when the organisation is suspended, and says why', async () => {
    const told = vi.fn()
    const stop = onSessionEnded(told)
    const suspended = { title: 'It is suspended.', status: 403, code: 'organisation_suspended' }
    setAccessToken('alive', 300)
    serve(() => json(suspended, 403))
    await expect(send(get())).rejects.toMatchObject({ problem: suspended })
    expect(told).toHaveBeenLastCalledWith(expect.objectContaining(suspended))

    // The token is forgotten; what would renew it is refused alike.
    await expect(send(get())).rejects.toMatchObject({ problem: suspended })
    expect(refreshes()).toBe(1)
    expect(told).toHaveBeenCalledTimes(2)
    stop()
  })
  it('tells that a second factor is demanded, and of no other refusal', async () => {
    const told = vi.fn()
    const stop = onSecondFactorDemanded(told)
    setAccessToken('alive', 300)
    const problem = { title: 'No.', status: 403, code: 'forbidden' }
    serve(() => json(problem, 403))
    await expect(send(get())).rejects.toThrow(ProblemError)
    expect(told).not.toHaveBeenCalled()
    serve(() => json({ ...problem, code: 'second_factor_demanded' }, 403))
    await expect(send(get())).rejects.toThrow(ProblemError)
    expect(told).toHaveBeenCalledOnce()
    stop()
  })
  it('tells that the session is over when it cannot be renewed', async () => {
    const ended = vi.fn()
    const stop = onSessionEnded(ended)
    setAccessToken('dead', 300)
    serve(() => json({}, 401))
    await expect(send(get())).rejects.toThrow(ProblemError)
    expect(ended).toHaveBeenCalledOnce()
    stop()
  })
  it('repeats a POST whose outcome is unknown under the same key', async () => {
    setAccessToken('alive', 300)
    let isDown = true
    serve(() => {
      if (isDown) throw new TypeError('Failed to fetch')
      return json({})
    })
    await expect(send(post({ title: 'Linen' }))).rejects.toThrow('Failed to fetch')
    isDown = false
    await send(post({ title: 'Linen' }))
    await send(post({ title: 'Linen' }))
    const keys = calls.map((call) => call.headers.get('Idempotency-Key'))
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).not.toBe(keys[1])
  })
  it('asks for the password when the sign-in is too old, and repeats under the same key', async () => {
    setAccessToken('old', 300)
    const stop = onReauthentication(async () => {
      setAccessToken('new', 300)
      return true
    })
    const challenge =
      'Bearer realm="countersign", error="insufficient_user_authentication", max_age="300"'
    serve((request) =>
      request.headers.get('Authorization') === 'Bearer new'
        ? json({})
        : new Response('{}', { status: 401, headers: { 'WWW-Authenticate': challenge } }),
    )
    expect((await send(post({ title: 'Linen' }))).status).toBe(200)
    expect(refreshes()).toBe(0)
    const keys = calls.map((call) => call.headers.get('Idempotency-Key'))
    expect(keys).toHaveLength(2)
    expect(keys[1]).toBe(keys[0])
    stop()
  })
  it('sends what must be confirmed once more, the same under the same key with the code', async () => {
    setAccessToken('alive', 300)
    const shown = vi.fn()
    const stop = onConfirmation(async (asked, attempt: Attempt) => {
      shown(asked.title, asked.lines)
      return attempt(`${asked.id}:12345678`)
    })
    serve((request) =>
      request.headers.has('Confirmation') ? json({}) : json(confirmationRequired, 403),
    )
    expect((await send(post({ title: 'Linen' }))).status).toBe(200)
    expect(shown).toHaveBeenCalledWith('Change it', ['5 → 6'])
    const [first, second] = calls
    expect(second?.headers.get('Confirmation')).toBe('i1:12345678')
    expect(second?.headers.get('Idempotency-Key')).toBe(first?.headers.get('Idempotency-Key'))
    expect(await second?.text()).toBe(await first?.text())
    stop()
  })
  it('does nothing when nobody confirms, and says so', async () => {
    setAccessToken('alive', 300)
    const stop = onConfirmation(async () => null)
    serve(() => json(confirmationRequired, 403))
    await expect(send(post({ title: 'Linen' }))).rejects.toMatchObject({
      problem: { code: 'confirmation_required', title: 'Nothing was done' },
    })
    expect(calls).toHaveLength(1)
    stop()
  })
  it('throws a refusal with what the server said', async () => {
    setAccessToken('alive', 300)
    serve(() =>
      json({ type: '/problems/no', title: 'No', status: 409, code: 'no', request_id: 'r' }, 409),
    )
    await expect(send(get())).rejects.toMatchObject({ problem: { code: 'no', status: 409 } })
  })
})
