import * as v from 'valibot'
import type { TotpSetUp } from '@/api/schema.gen'
import { ProblemError, readProblem, sessionEndedProblem } from '@/kernel/problem'
import { noteAuthentication } from './recent-sign-in'
import { end, inTurn, postWithCookie, take, tokens } from './refresh'

/** The password of whoever is signed in, and a code where they have a second factor; neither, where they have just shown a passkey. */
export type Proof = { password?: string; code?: string }

/** What the browser is to be asked for, as the server writes it. */
export type PasskeyOptions = Record<string, unknown>

const withCodes = v.object({ session: tokens, recovery_codes: v.array(v.string()) })
const setUp = v.object({ secret: v.string(), uri: v.string(), expires_in_s: v.number() })

const question = v.object({ options: v.record(v.string(), v.unknown()) })

/** Gives the password once more. */
export function reauthenticate(password: string): Promise<void> {
  return prove('/v1/session/reauthenticate', { password })
}

/** What whoever is signed in is to show once more: one of their passkeys. */
export async function askForPasskey(): Promise<PasskeyOptions> {
  return v.parse(question, await ask('/v1/session/reauthenticate/begin')).options
}

/** Shows it. */
export function reauthenticateByPasskey(passkey: unknown): Promise<void> {
  return prove('/v1/session/reauthenticate', { passkey })
}

/** What a new passkey is to be made for; nothing counts until it is shown. */
export function beginPasskey(proof: Proof): Promise<PasskeyOptions> {
  return inTurn(async () => v.parse(question, await ask('/v1/passkeys/begin', proof)).options)
}

/** Adds it; every other session ends. Tells recovery codes, once, where it is the first second factor, and else none. */
export function createPasskey(name: string, credential: unknown): Promise<readonly string[]> {
  return proveForCodes('/v1/passkeys', { name, credential })
}

/** Removes one; every other session ends. */
export function removePasskey(passkey_id: string, proof: Proof): Promise<void> {
  return prove('/v1/passkeys/remove', { passkey_id, ...proof })
}

/** Chooses another password; every other session of the account ends. */
export function changePassword(password: string, newPassword: string): Promise<void> {
  return prove('/v1/password/change', { password, new_password: newPassword })
}

/** Begins to set up an authenticator app; nothing counts until its first code has confirmed it. */
export function beginTotp(proof: Proof): Promise<TotpSetUp> {
  return inTurn(async () => v.parse(setUp, await ask('/v1/totp/begin', proof)))
}

/** Shows the first code of the app, which counts from then on; every other session ends. Tells the recovery codes, once. */
export function confirmTotp(code: string): Promise<readonly string[]> {
  return proveForCodes('/v1/totp/confirm', { code })
}

/** Gives the app up; every other session ends. */
export function removeTotp(proof: Proof): Promise<void> {
  return prove('/v1/totp/remove', proof)
}

/** Takes new recovery codes in the place of the old ones; every other session ends. */
export function renewRecoveryCodes(proof: Proof): Promise<readonly string[]> {
  return proveForCodes('/v1/recovery-codes/renew', proof)
}

/** What proves who one is renews the session too: in turn with renewals, then. */
function prove(path: string, body: unknown): Promise<void> {
  return inTurn(async () => keep(v.parse(tokens, await ask(path, body))))
}

function proveForCodes(path: string, body: unknown): Promise<readonly string[]> {
  return inTurn(async () => {
    const { session, recovery_codes } = v.parse(withCodes, await ask(path, body))
    keep(session)
    return recovery_codes
  })
}

function keep(session: v.InferOutput<typeof tokens>): void {
  take(session)
  noteAuthentication(Date.now())
}

async function ask(path: string, body?: unknown): Promise<unknown> {
  const response = await postWithCookie(path, body)
  if (response === null || response.status === 401) {
    end()
    throw new ProblemError(sessionEndedProblem)
  }
  if (!response.ok) throw new ProblemError(await readProblem(response))
  return response.json()
}
