import { askedOnce } from '@/api/asked-once'
import { confirmed } from '@/api/confirming'
import { csrfToken } from '@/api/csrf'
import { refusedAsTooOld } from '@/api/recent-sign-in'
import { type Problem, ProblemError, readProblem } from '@/kernel/problem'
import { messages } from './messages.en'

/** What a call gets when it needs a recent sign-in, and the operator did not sign in again. */
const notSignedInAgain: Problem = {
  type: '/problems/sign_in_too_old',
  title: messages.again.notDone,
  status: 401,
  code: 'sign_in_too_old',
  detail: messages.again.notDoneDetail,
  request_id: '',
}

const again = askedOnce(notSignedInAgain)

/** Calls back when an operator must sign in again, where they are; tells whether they did. */
export const onSignInAgain = again.on

const csrfCookie = '__Host-operator-csrf'

/** Whether an operator may be signed in in this browser; the cookie of the session itself is read by no script. */
export function hasOperatorCookie(): boolean {
  return csrfToken(csrfCookie) !== null
}

type Listener = () => void
const listeners = new Set<Listener>()

/** Calls back when the server knows of no session of an operator in this browser any more. */
export function onOperatorSessionEnded(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** When the operator signed in by this computer's clock, and how recent that must be for a change. */
export type SignedIn = { signedInAtMs: number; sign_in_within_s?: number | null }

/** Has an operator sign in again whose sign-in is too old for a change, as far as is known here: what the server refuses stands in the trail. */
export async function signedInLately({ signedInAtMs, sign_in_within_s }: SignedIn): Promise<void> {
  const ageMs = Date.now() - signedInAtMs
  if (sign_in_within_s && ageMs >= sign_in_within_s * 1000) await again.answered()
}

/** Sends a request with the operator's cookie; refusals are thrown as `ProblemError`. */
export async function send(request: Request): Promise<Response> {
  const next = request.clone()
  // What must be confirmed is sent once more, the same with what confirms it.
  const response = await confirmed(await sendRecent(request), (proof) => {
    const same = next.clone()
    if (proof !== null) same.headers.set('Confirmation', proof)
    return sendRecent(same)
  })
  if (response.ok) return response
  const problem = await readProblem(response)
  if (problem.code === 'unauthenticated') for (const listener of listeners) listener()
  throw new ProblemError(problem)
}

async function sendRecent(request: Request): Promise<Response> {
  const next = request.clone()
  const response = await globalThis.fetch(signed(request))
  if (response.status !== 401 || !refusedAsTooOld(response)) return response
  await again.answered()
  return globalThis.fetch(signed(next))
}

/** A cookie alone does not show that a request comes from our own pages: whatever changes something repeats its token. */
function signed(request: Request): Request {
  const csrf = csrfToken(csrfCookie)
  if (csrf !== null && request.method !== 'GET') request.headers.set('X-CSRF-Token', csrf)
  return request
}
