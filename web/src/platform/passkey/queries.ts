import { answer, done } from '@countersign/client'
import { queryOptions } from '@tanstack/react-query'
import type { CreatePasskey, ShownPasskey } from '@/api/schema.gen'
import { makesPasskey, showsPasskey } from '@/identity/passkey/device'
import { api } from '../client'
import { operatorKeys } from '../session/queries'

/** Adding a passkey and removing one want a sign-in of so many seconds ago, whatever the role. */
export const ownFactorsWithinS = 300

/** An operator's own passkeys, oldest first. */
export const ownPasskeysQuery = queryOptions({
  queryKey: [...operatorKeys.all, 'passkeys'],
  queryFn: ({ signal }) => answer(api.GET('/v1/operator/passkeys', { signal })),
})

/** Has one made on a device of the operator's, and adds it; every other session ends. */
export async function addPasskey(name: string): Promise<void> {
  const { options } = await answer(api.POST('/v1/operator/passkeys/begin'))
  const credential = (await makesPasskey(options)) as CreatePasskey['credential']
  await done(api.POST('/v1/operator/passkeys', { body: { name, credential } }))
}

/** Removes one; every other session ends. */
export async function removePasskey(id: string): Promise<void> {
  await done(api.DELETE('/v1/operator/passkeys/{id}', { params: { path: { id } } }))
}

/** Asks what is to be signed, and has the operator show a passkey. */
export async function shownPasskey(): Promise<ShownPasskey> {
  const { challenge, options } = await answer(api.POST('/v1/operator/passkey-sign-ins/begin'))
  return { challenge, credential: await showsPasskey(options) }
}

/** With the passkey alone, which says whose it is. */
export async function signInByPasskey(): Promise<void> {
  const body = await shownPasskey()
  await answer(api.POST('/v1/operator/session/with-passkey', { body }))
}
