import { newId } from '@/kernel/ids'
import { type Problem, ProblemError, readProblem, sessionEndedProblem } from '@/kernel/problem'
import { clearAccessToken } from './access-token'
import { confirmed } from './confirming'
import { csrfToken } from './csrf'
import { attemptKey, leaveUnsure, settleAttempt } from './idempotency'
import { openToAll } from './operations.gen'
import { needsReauthentication, reauthenticated, refusedAsTooOld } from './recent-sign-in'
import { accessToken } from './refresh'

type Listener = () => void
type EndListener = (because?: Problem) => void
const listeners = new Set<EndListener>()
const demanded = new Set<Listener>()

/** Calls back when the server has ended the session of this page, with what there is to say of it. */
export function onSessionEnded(listener: EndListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Calls back when the server lets nobody through without a second factor any more. */
export function onSecondFactorDemanded(listener: Listener): () => void {
  demanded.add(listener)
  return () => demanded.delete(listener)
}

/** Sends a request as the person who is signed in; refusals are thrown as `ProblemError`. */
export async function send(request: Request): Promise<Response> {
  const response = await sendAsMeant(request)
  if (response.ok) return response
  const problem = await readProblem(response)
  if (problem.code === 'second_factor_demanded') for (const listener of demanded) listener()
  throw refusal(problem)
}

/** A refusal to throw; that of a whole organisation ends the session of this page. */
function refusal(problem: Problem): ProblemError {
  if (problem.code === 'organisation_suspended') {
    clearAccessToken()
    for (const listener of listeners) listener(problem)
  }
  return new ProblemError(problem)
}

function sendAsMeant(request: Request): Promise<Response> {
  if (request.method === 'POST') return sendOnce(request)
  if (isOpenToAll(request)) return globalThis.fetch(request)
  return request.method === 'GET' ? sendSigned(request) : sendConfirmed(request)
}

/** Gives a POST the key that makes doing it twice harmless. */
async function sendOnce(request: Request): Promise<Response> {
  if (request.headers.has('Idempotency-Key')) return sendConfirmed(request)
  if (isOpenToAll(request)) {
    request.headers.set('Idempotency-Key', newId())
    return globalThis.fetch(request)
  }
  const isJson = request.headers.get('Content-Type')?.includes('json') ?? false
  const attempt = `${request.url} ${isJson ? await request.clone().text() : newId()}`
  const key = attemptKey(attempt)
  request.headers.set('Idempotency-Key', key)
  leaveUnsure(attempt, key)
  const response = await sendConfirmed(request)
  if (response.status < 500) settleAttempt(attempt)
  return response
}

/** What must be confirmed is sent once more, the same with what confirms it. */
async function sendConfirmed(request: Request): Promise<Response> {
  const again = request.clone()
  return confirmed(await sendSigned(request), (proof) => {
    const next = again.clone()
    if (proof !== null) next.headers.set('Confirmation', proof)
    return sendSigned(next)
  })
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
  const token = await accessToken().catch((thrown: unknown) => {
    throw thrown instanceof ProblemError ? refusal(thrown.problem) : thrown
  })
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
function isOpenToAll({ method, url }: Request): boolean {
  return openToAll.includes(`${method} ${new URL(url).pathname}`)
}
