import * as v from 'valibot'

const confirmation = v.object({
  id: v.string(),
  expires_at: v.string(),
  title: v.string(),
  lines: v.array(v.string()),
  sent_to: v.string(),
  channels: v.fallback(v.array(v.string()), []),
  passkey: v.nullish(v.record(v.string(), v.unknown())),
})

const wire = v.object({
  type: v.fallback(v.string(), 'about:blank'),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.nullish(v.string()),
  request_id: v.fallback(v.string(), ''),
  errors: v.nullish(
    v.array(v.object({ field: v.string(), rule: v.string(), message: v.string() })),
  ),
  pairs: v.nullish(v.array(v.object({ first: v.string(), second: v.string() }))),
  rule: v.nullish(v.string()),
  who_could: v.optional(v.unknown()),
  next: v.nullish(v.string()),
  confirmation: v.nullish(confirmation),
  tries_left: v.nullish(v.number()),
})

/** What is to be confirmed before it is done, word for word as it was mailed. */
export type Confirmation = v.InferOutput<typeof confirmation>

/** A refusal as the API tells it (RFC 9457), and after how many seconds it may be tried again. */
export type Problem = v.InferOutput<typeof wire> & { retry_after_s?: number }

/** What a failed call throws. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** Reads a failed answer; one that is no problem document, from a proxy for instance, becomes one. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  const parsed = v.safeParse(wire, body)
  const retry_after_s = Number(response.headers.get('retry-after'))
  if (parsed.success) return { ...parsed.output, ...(retry_after_s > 0 ? { retry_after_s } : {}) }
  return {
    ...unknownProblem,
    status: response.status,
    request_id: response.headers.get('x-request-id') ?? '',
  }
}

/** Turns whatever was thrown into something that can be shown. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem
  if (thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message))
    return unreachable
  return unknownProblem
}

export function isProblem(thrown: unknown, code: string): thrown is ProblemError {
  return thrown instanceof ProblemError && thrown.problem.code === code
}

/**
 * The messages of a refusal by the name of their field, in the form's own spelling:
 * `/lines/0/quantity` and `lines[0].quantity` both become `lines.0.quantity`.
 */
export function fieldErrors(problem: Problem): Record<string, string> {
  const entries = (problem.errors ?? []).map(({ field, message }) => [formPath(field), message])
  return Object.fromEntries(entries)
}

/** The problem of a screen that this person may not open. */
export const deniedProblem: Problem = {
  type: '/problems/permission_denied',
  title: 'You may not see this page',
  status: 403,
  code: 'permission_denied',
  detail:
    'Your permissions do not cover it. An administrator of your organisation can change that.',
  request_id: '',
}

/** What a call gets when the session is over and cannot be renewed. */
export const sessionEndedProblem: Problem = {
  type: '/problems/session_ended',
  title: 'Your session has ended',
  status: 401,
  code: 'session_ended',
  detail: 'Sign in again to go on.',
  request_id: '',
}

/** What a call gets when it needs a recent sign-in and whoever is signed in did not give the password. */
export const signInTooOldProblem: Problem = {
  type: '/problems/sign_in_too_old',
  title: 'Nothing was done',
  status: 401,
  code: 'sign_in_too_old',
  detail: 'This needs your password once more.',
  request_id: '',
}

/** What a call gets when it must be confirmed, and whoever is signed in did not. */
export const notConfirmedProblem: Problem = {
  type: '/problems/confirmation_required',
  title: 'Nothing was done',
  status: 403,
  code: 'confirmation_required',
  detail: 'It is done only once you confirm it.',
  request_id: '',
}

const unreachable: Problem = {
  type: 'about:blank',
  title: 'Countersign cannot be reached',
  status: 0,
  code: 'unreachable',
  detail: 'Check your connection. What you typed is still here.',
  request_id: '',
}

const unknownProblem: Problem = {
  type: 'about:blank',
  title: 'Something went wrong on our side',
  status: 0,
  code: 'unknown',
  detail: 'Nothing that you see has changed. Try again in a moment.',
  request_id: '',
}

function formPath(field: string): string {
  return field
    .replace(/\[(\w+)\]/g, '.$1')
    .replace(/\//g, '.')
    .replace(/^\.+/, '')
}
