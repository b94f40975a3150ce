import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'

export const policyQuery = queryOptions({
  queryKey: ['security-policy'],
  queryFn: ({ signal }) => answer(api.GET('/v1/security-policy', { signal })),
  staleTime: 0,
  refetchOnWindowFocus: false,
})
