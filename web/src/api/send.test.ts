import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '@/kernel/problem'
import { clearAccessToken, setAccessToken } from './access-token'
import { onReauthentication } from './recent-sign-in'
import { onSessionEnded, send } from './send'

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
  it('throws a refusal with what the server said', async () => {
    setAccessToken('alive', 300)
    serve(() =>
      json({ type: '/problems/no', title: 'No', status: 409, code: 'no', request_id: 'r' }, 409),
    )
    await expect(send(get())).rejects.toMatchObject({ problem: { code: 'no', status: 409 } })
  })
})
