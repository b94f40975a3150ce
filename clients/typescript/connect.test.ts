import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { answer, connect, everything, Refused } from './index.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void
type Seen = { request: string; key: string | undefined; token: string | undefined }

const credentials = { organisation: 'harbour-house', email: 'requester@harbour-house.example', password: 'secret' }

function say(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  response.writeHead(status, { 'Content-Type': type, ...headers }).end(JSON.stringify(body))
}

/** A server on loopback that signs everybody in, counting, and leaves the rest to `handler`. */
async function serve(handler: Handler, run: (origin: string, seen: Seen[]) => Promise<void>): Promise<void> {
  const seen: Seen[] = []
  let sessions = 0
  const server = createServer((request, response) => {
    request.resume()
    const { 'idempotency-key': key, authorization } = request.headers
    seen.push({ request: `${request.method} ${request.url}`, key: key as string | undefined, token: authorization })
    if (request.url !== '/v1/session') return handler(request, response)
    sessions += 1
    return say(response, 200, { access_token: `token-${sessions}` })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const unit = { items: [{ code: 'C62' }], next_cursor: null }

test('several calls at once sign in once', async () => {
  await serve(
    (_, response) => say(response, 200, unit),
    async (origin, seen) => {
      const api = connect({ origin, ...credentials })
      await Promise.all([api.GET('/v1/units'), api.GET('/v1/units'), api.GET('/v1/units')])
      assert.equal(seen.filter(({ request }) => request === 'POST /v1/session').length, 1)
      assert.deepEqual(seen.at(-1)?.token, 'Bearer token-1')
    },
  )
})

test('a program exchanges its key, and says why when it opens nothing', async () => {
  const key = { id: '0192b0c0-0000-7000-8000-000000000001', secret: 'eu1_csk_x' }
  let form = ''
  await serve(
    (request, response) => {
      if (request.url !== '/v1/oauth/token') return say(response, 200, unit)
      if (form !== '') return say(response, 401, { error: 'invalid_client', error_description: 'No such key.' })
      request.on('data', (part: Buffer) => {
        form += part.toString()
      })
      return request.on('end', () => say(response, 200, { access_token: 'exchanged' }))
    },
    async (origin, seen) => {
      await connect({ origin, key }).GET('/v1/units')
      assert.equal(form, `grant_type=client_credentials&client_id=${key.id}&client_secret=${key.secret}`)
      assert.equal(seen.at(-1)?.token, 'Bearer exchanged')
      await assert.rejects(async () => connect({ origin, key }).GET('/v1/units'), /invalid_client: No such key\./)
    },
  )
})

test('an account with a second factor is asked for its code, and without one nothing is sent', async () => {
  const server = createServer((request, response) => {
    request.resume()
    if (request.url === '/v1/session') return say(response, 202, { sign_in: 'eu1_begun', expires_in_s: 300 })
    if (request.url === '/v1/session/complete') return say(response, 200, { access_token: 'second' })
    return say(response, 200, { ...unit, token: request.headers.authorization })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const page = await answer(connect({ origin, ...credentials, code: async () => '492039' }).GET('/v1/units'))
    assert.deepEqual(page, { ...unit, token: 'Bearer second' })
    await assert.rejects(async () => connect({ origin, ...credentials }).GET('/v1/units'), /second factor/)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

test('a token that has ended is renewed, once for all who find it dead', async () => {
  const handler: Handler = (request, response) =>
    request.headers.authorization === 'Bearer token-1'
      ? say(response, 401, { code: 'token_expired' })
      : say(response, 200, unit)
  await serve(handler, async (origin, seen) => {
    const api = connect({ origin, ...credentials })
    const pages = await Promise.all([answer(api.GET('/v1/units')), answer(api.GET('/v1/units'))])
    assert.deepEqual(pages, [unit, unit])
    assert.equal(seen.filter(({ request }) => request === 'POST /v1/session').length, 2)
  })
})

test('what got no answer is sent again under the same key, and the next intention under another', async () => {
  let turns = 0
  const handler: Handler = (request, response) => {
    turns += 1
    if (turns === 1) request.socket.destroy()
    else if (turns === 2) say(response, 503, { code: 'unavailable' })
    else say(response, 201, { id: 'x' })
  }
  await serve(handler, async (origin, seen) => {
    const api = connect({ origin, ...credentials })
    const body = { title: 'Towels', currency: 'GBP' }
    await api.POST('/v1/purchase-orders', { body })
    await api.POST('/v1/purchase-orders', { body })
    const keys = seen.filter(({ request }) => request === 'POST /v1/purchase-orders').map(({ key }) => key)
    assert.equal(keys.length, 4)
    assert.equal(new Set(keys.slice(0, 3)).size, 1)
    assert.equal(new Set(keys).size, 2)
  })
})

test('a refusal is thrown with its code, and not tried again', async () => {
  const problem = { type: '/problems/not_yours', title: 'A rule says no.', status: 409, code: 'not_yours', next: 'Ask.' }
  await serve(
    (_, response) => say(response, 409, problem),
    async (origin, seen) => {
      const call = connect({ origin, ...credentials }).GET('/v1/units')
      await assert.rejects(call, (thrown) => thrown instanceof Refused && thrown.problem.code === 'not_yours')
      assert.equal(seen.length, 2)
    },
  )
})

test('a sign-in that was refused is tried anew with the next call', async () => {
  let isClosed = true
  const server = createServer((request, response) => {
    request.resume()
    if (request.url !== '/v1/session') return say(response, 200, unit)
    return isClosed ? say(response, 401, { code: 'sign_in_failed', title: 'No.' }) : say(response, 200, { access_token: 't' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const api = connect({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...credentials })
  await assert.rejects(api.GET('/v1/units'), Refused)
  isClosed = false
  assert.deepEqual(await answer(api.GET('/v1/units')), unit)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('a long pause is left to the caller', async () => {
  await serve(
    (_, response) => say(response, 429, { code: 'too_many_attempts', title: 'Too many.' }, { 'Retry-After': '900' }),
    async (origin, seen) => {
      await assert.rejects(connect({ origin, ...credentials }).GET('/v1/units'), Refused)
      assert.equal(seen.length, 2)
    },
  )
})

test('a list is read to its end', async () => {
  const pages = [
    { items: [1, 2], next_cursor: 'a' },
    { items: [], next_cursor: 'b' },
    { items: [3], next_cursor: null },
  ]
  const asked: (string | undefined)[] = []
  const found: number[] = []
  for await (const item of everything<number>(async (cursor) => {
    asked.push(cursor)
    return pages[asked.length - 1] ?? { items: [] }
  })) {
    found.push(item)
  }
  assert.deepEqual([found, asked], [[1, 2, 3], [undefined, 'a', 'b']])
})
