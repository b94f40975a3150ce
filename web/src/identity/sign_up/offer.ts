import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'

/** Whether organisations are signed up for here, and where they may be. */
export const offerQuery = queryOptions({
  queryKey: ['sign-up-offer'],
  queryFn: ({ signal }) => answer(api.GET('/v1/sign-ups/offer', { signal })),
  staleTime: 5 * 60_000,
  retry: false,
})
