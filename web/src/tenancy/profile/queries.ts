import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'

export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: ({ signal }) => answer(api.GET('/v1/profile', { signal })),
})
