import type { PasskeyOptions } from '@/api/prove'
import type { PasskeyAssertion } from '@/api/schema.gen'
import { type Problem, ProblemError } from '@/kernel/problem'
import { words } from './words.en'

/** Whether this browser makes and shows passkeys, and speaks of them as the server does. */
export function hasPasskeys(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential
  )
}

/** Lets the person make a passkey on a device of theirs. */
export async function makesPasskey(options: PasskeyOptions): Promise<unknown> {
  const asked = options as unknown as PublicKeyCredentialCreationOptionsJSON
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked)
  return told(() => navigator.credentials.create({ publicKey }))
}

/** Lets the person show one. */
export async function showsPasskey(options: PasskeyOptions): Promise<PasskeyAssertion> {
  const asked = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked)
  return (await told(() => navigator.credentials.get({ publicKey }))) as PasskeyAssertion
}

async function told(asks: () => Promise<Credential | null>): Promise<unknown> {
  const credential = await asks().catch((thrown: unknown) => {
    throw new ProblemError(problemOf(thrown))
  })
  if (credential === null) throw new ProblemError(problemOf(null))
  return (credential as PublicKeyCredential).toJSON()
}

/** Browsers do not say whether the person went back, took too long or has none: that is for nobody to know. */
function problemOf(thrown: unknown): Problem {
  const isThere = thrown instanceof DOMException && thrown.name === 'InvalidStateError'
  return {
    type: 'about:blank',
    title: isThere ? words.there : words.notShown,
    status: 0,
    code: isThere ? 'passkey_there' : 'passkey_not_shown',
    detail: isThere ? words.thereDetail : words.notShownDetail,
    request_id: '',
  }
}
