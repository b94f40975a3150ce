import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { reading } from '@/api/reading'
import { learnAuthentication } from '@/api/recent-sign-in'
import type { paths } from '@/api/schema.gen'

/** Who is signed in, for which organisation, and what they may do; whoever reads as support was told when it was opened. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const lent = reading()
    if (lent !== null) return lent.me
    const me = await answer(api.GET('/v1/session', { signal }))
    learnAuthentication(me.session.authenticated_at)
    return me
  },
  staleTime: 60_000,
})

export type Me = paths['/v1/session']['get']['responses'][200]['content']['application/json']

/** Only below the signed-in part of the tree. */
export function useMe() {
  return useSuspenseQuery(meQuery).data
}
