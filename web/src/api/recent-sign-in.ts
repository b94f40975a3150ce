import { signInTooOldProblem } from '@/kernel/problem'
import { askedOnce } from './asked-once'
import { signInAges } from './operations.gen'

let authenticatedAtMs: number | null = null

/** Notes when whoever is signed in last said who they are, by this computer's clock. */
export function noteAuthentication(atMs: number): void {
  authenticatedAtMs = atMs
}

/** The same by the server's clock, which may differ from this one: of use only where nothing better is known. */
export function learnAuthentication(at: string): void {
  authenticatedAtMs ??= Date.parse(at)
}

const asked = askedOnce(signInTooOldProblem)

/** Calls back when somebody must say once more who they are; tells whether they did. */
export const onReauthentication = asked.on

/** Asked before it is sent, as far as is known here; the server decides. */
export function needsReauthentication(request: Request): boolean {
  if (authenticatedAtMs === null) return false
  const withinS = signInAgeOf(request.method, new URL(request.url).pathname)
  return withinS !== undefined && Date.now() - authenticatedAtMs > withinS * 1000
}

/** Whether the server wants a more recent sign-in (RFC 9470), which a new access token alone does not bring. */
export function refusedAsTooOld(response: Response): boolean {
  const challenge = response.headers.get('WWW-Authenticate') ?? ''
  return challenge.includes('insufficient_user_authentication')
}

/** Asks once, however many calls need it. */
export const reauthenticated = asked.answered

export function signInAgeOf(method: string, path: string): number | undefined {
  const parts = `${method} ${path}`.split('/')
  return signInAges.find(([operation]) => {
    const wanted = operation.split('/')
    return (
      wanted.length === parts.length &&
      wanted.every((part, place) => part.startsWith('{') || part === parts[place])
    )
  })?.[1]
}
