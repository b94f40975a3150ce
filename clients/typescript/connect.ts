import { type Api, apiOf } from './client.ts'
import type { Problem, SessionTokens, SignInBegun, TokenRefusalView, TokenView } from './schema.gen.ts'

/** Who works with the API, and where it is. */
export type Connection = WithPassword | WithKey

/** A program, with a key of its own. */
export interface WithKey {
  /** Such as `https://purchasing.example`. */
  origin: string
  key: { id: string; secret: string }
}

/** Somebody who signs in. */
export interface WithPassword {
  /** Such as `https://purchasing.example`. */
  origin: string
  organisation: string
  email: string
  password: string
  /** A code of the second factor, where the account has one: asked for at each sign-in, and good once. */
  code?: () => string | Promise<string>
}

/** What the server refused (RFC 9457); `problem.code` is stable. */
export class Refused extends Error {
  override name = 'Refused'
  readonly problem: Problem

  constructor(problem: Problem) {
    super([problem.title, problem.detail, problem.next].filter(Boolean).join(' '))
    this.problem = problem
  }
}

const triesMax = 4
const pauseMsMax = 60_000

/**
 * Every operation, as somebody who signs in when it is needed, or as a program whose key is exchanged then. Each POST carries a key of its own, so what got no answer, or a
 * 429, 500 or 503, is sent again without being done twice; a refusal is thrown as `Refused`.
 */
export function connect(connection: Connection): Api {
  let token: Promise<string> | null = null
  async function signed(request: Request): Promise<Response> {
    token ??= signIn(connection)
    const used = token
    request.headers.set('Authorization', `Bearer ${await used.catch(forgotten)}`)
    const response = await fetch(request.clone())
    if (response.status !== 401) return response
    // Tokens live five minutes. Of several calls that find one dead the first signs in for all.
    if (token === used) token = signIn(connection)
    request.headers.set('Authorization', `Bearer ${await token.catch(forgotten)}`)
    return fetch(request)
  }
  function forgotten(cause: unknown): never {
    token = null
    throw cause
  }
  return apiOf(connection.origin, async (request) => {
    if (request.method === 'POST') request.headers.set('Idempotency-Key', crypto.randomUUID())
    return accepted(await patiently(() => signed(request.clone())))
  })
}

/** Each item of a list, page after page: `for await (const order of everything((cursor) => answer(api.GET(…))))`. */
export async function* everything<Item>(
  ask: (cursor: string | undefined) => Promise<{ items: Item[]; next_cursor?: string | null }>,
): AsyncGenerator<Item> {
  let cursor: string | undefined
  do {
    const page = await ask(cursor)
    yield* page.items
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}

async function signIn(connection: Connection): Promise<string> {
  return 'key' in connection ? exchange(connection) : enter(connection)
}

/** Client credentials of RFC 6749, whose refusals are no problems of ours. */
async function exchange({ origin, key }: WithKey): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: key.id, client_secret: key.secret }
  const request = { method: 'POST', body: new URLSearchParams(form) }
  const response = await patiently(() => fetch(new URL('/v1/oauth/token', origin), request))
  if ([400, 401].includes(response.status)) {
    const { error, error_description } = (await response.json()) as TokenRefusalView
    throw new Error(`${error}: ${error_description}`)
  }
  const { access_token } = (await (await accepted(response)).json()) as TokenView
  return access_token
}

async function enter({ origin, organisation, email, password, code }: WithPassword): Promise<string> {
  const send = async (path: string, told: object): Promise<Response> => {
    const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(told) }
    return accepted(await patiently(() => fetch(new URL(path, origin), request)))
  }
  const first = await send('/v1/session', { organisation, email, password })
  if (first.status !== 202) return ((await first.json()) as SessionTokens).access_token
  if (code === undefined) throw new Error(`${email} has a second factor: connect needs its \`code\``)
  const { sign_in } = (await first.json()) as SignInBegun
  const second = await send('/v1/session/complete', { sign_in, code: await code() })
  return ((await second.json()) as SessionTokens).access_token
}

/** Sends again what may be sent again; what stays is the last answer, or the last failure to get one. */
async function patiently(send: () => Promise<Response>): Promise<Response> {
  for (let tried = 1; ; tried += 1) {
    const response = await send().catch((cause: unknown) => {
      if (tried >= triesMax || !(cause instanceof TypeError)) throw cause
      return null
    })
    if (response !== null && (tried >= triesMax || ![429, 500, 503].includes(response.status))) return response
    const asked = Number(response?.headers.get('Retry-After') ?? 0) * 1000
    // Nobody waits a quarter of an hour unasked: a long pause is the caller's to make.
    if (response !== null && asked > pauseMsMax) return response
    await new Promise((resolve) => setTimeout(resolve, Math.max(asked, 100 * 2 ** tried)))
  }
}

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false
  if (!isProblem) throw new Error(`${response.url} answered ${response.status} without a problem`)
  throw new Refused((await response.json()) as Problem)
}
