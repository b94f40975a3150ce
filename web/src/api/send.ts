import { newId } from '@/kernel/ids'
import { ProblemError, readProblem, sessionEndedProblem } from '@/kernel/problem'
import { clearAccessToken } from './access-token'
import { csrfToken } from './csrf'
import { attemptKey, leaveUnsure, settleAttempt } from './idempotency'
import { needsReauthentication, reauthenticated, refusedAsTooOld } from './recent-sign-in'
import { accessToken } from './refresh'

type Listener = () => void
const listeners = new Set<Listener>()

/** Calls back when the server has ended the session of this page. */
export function onSessionEnded(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Sends a request as the person who is signed in; refusals are thrown as `ProblemError`. */
export async function send(request: Request): Promise<Response> {
  const response = request.method === 'POST' ? await sendOnce(request) : await sendSigned(request)
  if (!response.ok) throw new ProblemError(await readProblem(response))
  return response
}

/** Gives a POST the key that makes doing it twice harmless. */
async function sendOnce(request: Request): Promise<Response> {
  if (request.headers.has('Idempotency-Key')) return sendSigned(request)
  if (isOpenToAll(request)) {
    request.headers.set('Idempotency-Key', newId())
    return globalThis.fetch(request)
  }
  const isJson = request.headers.get('Content-Type')?.includes('json') ?? false
  const attempt = `${request.url} ${isJson ? await request.clone().text() : newId()}`
  const key = attemptKey(attempt)
  request.headers.set('Idempotency-Key', key)
  leaveUnsure(attempt, key)
  const response = await sendSigned(request)
  if (response.status < 500) settleAttempt(attempt)
  return response
}

async function sendSigned(request: Request): Promise<Response> {
  const again = request.clone()
  if (needsReauthentication(request)) await reauthenticated()
  const first = await globalThis.fetch(sign(request, await tokenOrEnd()))
  if (first.status !== 401) return first
  if (refusedAsTooOld(first)) await reauthenticated()
  else clearAccessToken()
  return globalThis.fetch(sign(again, await tokenOrEnd()))
}

async function tokenOrEnd(): Promise<string> {
  const token = await accessToken()
  if (token !== null) return token
  for (const listener of listeners) listener()
  throw new ProblemError(sessionEndedProblem)
}

function sign(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`)
  const csrf = csrfToken()
  if (csrf !== null && request.method !== 'GET') request.headers.set('X-CSRF-Token', csrf)
  return request
}

/** What somebody does before they have a session: it is sent without one, and without waiting for one. */
function isOpenToAll(request: Request): boolean {
  const { pathname } = new URL(request.url)
  return ['/v1/session', '/v1/session/complete', '/v1/link/read', '/v1/link/use'].includes(pathname)
}
