import { answer, done } from '@countersign/client'
import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { OperatorSessionView, ShownPasskey } from '@/api/schema.gen'
import { isProblem, ProblemError, sessionEndedProblem } from '@/kernel/problem'
import { api } from '../client'
import { hasOperatorCookie, type SignedIn } from '../send'

/** The password, and a code or a passkey. */
export type Credentials = { email: string; password: string } & (
  | { code: string }
  | { passkey: ShownPasskey }
)

/** Who is signed in, with the moment by this computer's clock, which may differ from the server's. */
export type Operator = OperatorSessionView & SignedIn

/** Everything that operators read stands below this key, apart from what tenants read. */
export const operatorKeys = { all: ['operator'] as const }

export const operatorQuery = queryOptions({
  queryKey: [...operatorKeys.all, 'session'],
  queryFn: async ({ signal }): Promise<Operator> => {
    // Nobody is signed in where that cookie is not.
    if (!hasOperatorCookie()) throw new ProblemError(sessionEndedProblem)
    const { data, response } = await api.GET('/v1/operator/session', { signal })
    if (!data) throw new TypeError('The session is answered without a body')
    const answeredAtMs = Date.parse(response.headers.get('Date') ?? '') || Date.now()
    const signedInAtMs = Date.now() - (answeredAtMs - Date.parse(data.signed_in_at))
    return { ...data, signedInAtMs }
  },
  staleTime: 60_000,
  retry: false,
})

/** The operator whom the frame has let in. */
export function useOperator(): Operator {
  return useSuspenseQuery(operatorQuery).data
}

export function useMay(permission: string): boolean {
  return useOperator().permissions.includes(permission)
}

export async function signIn(credentials: Credentials): Promise<void> {
  await answer(api.POST('/v1/operator/session', { body: credentials }))
}

/** Ends the session, goes away from what was read in it, and forgets that; one that is over already is signed out. */
export async function signOut(cache: QueryClient, leave: () => Promise<void>): Promise<void> {
  try {
    await done(api.DELETE('/v1/operator/session'))
  } catch (thrown) {
    if (!isProblem(thrown, 'unauthenticated')) throw thrown
  }
  await leave()
  cache.removeQueries({ queryKey: operatorKeys.all })
}
