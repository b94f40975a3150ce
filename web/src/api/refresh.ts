import * as v from 'valibot'
import { newId } from '@/kernel/ids'
import { type Problem, ProblemError, readProblem } from '@/kernel/problem'
import { clearAccessToken, liveAccessToken, setAccessToken } from './access-token'
import { csrfToken } from './csrf'
import { type Reading, reading } from './reading'

/** What of a session's tokens is kept here. */
export const tokens = v.object({ access_token: v.string(), expires_in_s: v.number() })

/** Tells whether the session stands, or has ended; anything else is thrown. */
export type Renewal = 'renewed' | 'ended'

let running: Promise<Renewal> | null = null

/**
 * Renews the session once, however many calls ask for it. Across the tabs of one browser a lock makes them
 * take turns, because the server ends a session whose refresh token comes twice.
 */
export function renewSession(): Promise<Renewal> {
  const lent = reading()
  running ??= (lent === null ? inTurn(renew) : renewLent(lent)).finally(() => {
    running = null
  })
  return running
}

/** The refresh cookie of this browser, if there is one, is somebody else's: it renews nothing for support. */
async function renewLent(lent: Reading): Promise<Renewal> {
  const session = await lent.renew()
  return session === null || reading() !== lent ? end() : take(session)
}

async function renew(): Promise<Renewal> {
  const response = await postWithCookie('/v1/session/refresh')
  if (response === null || response.status === 401) return end()
  if (response.status === 403) return endBecause(await readProblem(response))
  if (!response.ok) throw new ProblemError(await readProblem(response))
  return take(v.parse(tokens, await response.json()))
}

/** What refuses to renew ends the session; that the organisation is suspended has to be told. */
function endBecause(problem: Problem): Renewal {
  end()
  if (problem.code === 'organisation_suspended') throw new ProblemError(problem)
  return 'ended'
}

/** Sends what the refresh cookie opens; null where there is no cookie. */
export async function postWithCookie(path: string, body?: unknown): Promise<Response | null> {
  const csrf = csrfToken()
  if (csrf === null) return null
  const headers = { 'X-CSRF-Token': csrf, 'Idempotency-Key': newId() }
  if (body === undefined) return globalThis.fetch(path, { method: 'POST', headers })
  return globalThis.fetch(path, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Keeps the tokens of an answer. */
export function take(session: v.InferOutput<typeof tokens>): Renewal {
  setAccessToken(session.access_token, session.expires_in_s)
  return 'renewed'
}

/** Forgets them. */
export function end(): Renewal {
  clearAccessToken()
  return 'ended'
}

/** Acts alone among the tabs of this browser. */
export function inTurn<Done>(act: () => Promise<Done>): Promise<Done> {
  if (!('locks' in navigator)) return act()
  return navigator.locks.request('countersign-refresh', act)
}

/** A token that holds, renewing the session when there is none. */
export async function accessToken(): Promise<string | null> {
  const token = liveAccessToken()
  if (token !== null) return token
  await renewSession()
  return liveAccessToken()
}
