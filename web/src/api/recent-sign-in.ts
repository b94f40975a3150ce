import { ProblemError, signInTooOldProblem } from '@/kernel/problem'
import { signInAges } from './sign-in-ages.gen'

let authenticatedAtMs: number | null = null

/** Notes when whoever is signed in last said who they are, by this computer's clock. */
export function noteAuthentication(atMs: number): void {
  authenticatedAtMs = atMs
}

/** The same by the server's clock, which may differ from this one: of use only where nothing better is known. */
export function learnAuthentication(at: string): void {
  authenticatedAtMs ??= Date.parse(at)
}

type Ask = () => Promise<boolean>
let ask: Ask | null = null

/** Calls back when somebody must say once more who they are; tells whether they did. */
export function onReauthentication(listener: Ask): () => void {
  ask = listener
  return () => {
    if (ask === listener) ask = null
  }
}

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

let asking: Promise<boolean> | null = null

/** Asks once, however many calls need it. */
export async function reauthenticated(): Promise<void> {
  asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asking = null
  })
  if (!(await asking)) throw new ProblemError(signInTooOldProblem)
}

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
