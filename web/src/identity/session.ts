import type { QueryClient } from '@tanstack/react-query'
import { clearAccessToken, setAccessToken } from '@/api/access-token'
import { answer, api, done } from '@/api/client'
import { endReading } from '@/api/reading'
import { noteAuthentication } from '@/api/recent-sign-in'
import { accessToken } from '@/api/refresh'
import type { SessionTokens, ShownPasskey, SignInBegun } from '@/api/schema.gen'
import { isProblem, ProblemError } from '@/kernel/problem'

export type Credentials = { organisation: string; email: string; password: string }

/** On page load the refresh cookie may still open a session; it is tried once. */
export async function restoreSession(cache: QueryClient): Promise<boolean> {
  try {
    return (await accessToken()) !== null
  } catch (thrown) {
    if (!isProblem(thrown, 'organisation_suspended')) throw thrown
    cache.setQueryData(endedBecause, thrown.problem)
    return false
  }
}

/** Where the refusal stands that ended the last session of this page; it is told where one signs in. */
export const endedBecause = ['session-ended'] as const

/** Shows the password: that was enough, or it was right and a second factor has to follow. */
export async function signIn(
  credentials: Credentials,
  cache: QueryClient,
): Promise<SignInBegun | null> {
  const told = await answer(api.POST('/v1/session', { body: credentials }))
  if ('sign_in' in told) return told
  openSession(told, cache)
  return null
}

/** Shows a passkey, and nothing else. */
export async function signInByPasskey(passkey: ShownPasskey, cache: QueryClient): Promise<void> {
  openSession(await answer(api.POST('/v1/session/with-passkey', { body: passkey })), cache)
}

/** What was here before was another session's. */
export function openSession(session: SessionTokens, cache: QueryClient): void {
  cache.clear()
  endReading()
  setAccessToken(session.access_token, session.expires_in_s)
  noteAuthentication(Date.now())
}

/** Ends the session on the server, goes away from what was read in it, and forgets everything here; a session that is already over is signed out. */
export async function signOut(cache: QueryClient, leave: () => Promise<void>): Promise<void> {
  try {
    await done(api.DELETE('/v1/session'))
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || thrown.problem.status !== 401) throw thrown
  }
  await leave()
  clearAccessToken()
  cache.clear()
}

/** A place of this app to return to after sign-in; anything else is the home page. */
export function safeReturn(to: string | undefined): string {
  if (!to?.startsWith('/') || to.startsWith('/sign-in')) return '/'
  const target = new URL(to, globalThis.location.origin)
  const isHere = target.origin === globalThis.location.origin && !/^\/[/\\]/.test(to)
  return isHere ? `${target.pathname}${target.search}${target.hash}` : '/'
}
