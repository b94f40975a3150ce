import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'

/** One's own passkeys, oldest first. */
export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: ({ signal }) => answer(api.GET('/v1/passkeys', { signal })),
})
