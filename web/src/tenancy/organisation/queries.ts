import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'

/** For its currency and its clock, which seldom change; who edits it asks anew. */
export const organisationQuery = queryOptions({
  queryKey: ['organisation'],
  queryFn: ({ signal }) => answer(api.GET('/v1/organisation', { signal })),
  staleTime: 5 * 60_000,
})

/** The image itself, by the hash of its bytes: another hash is another image. */
export function logoQuery(sha256: string | undefined) {
  return queryOptions({
    queryKey: ['organisation', 'logo', sha256],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/organisation/logo', { parseAs: 'blob', signal })
      if (!(data instanceof Blob)) throw new TypeError('The logo has no bytes')
      return data
    },
    enabled: sha256 !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
