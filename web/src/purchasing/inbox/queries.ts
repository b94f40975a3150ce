import { useQuery } from '@tanstack/react-query'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'

/** What waits for one's own approval, the longest first. */
export const approvalsQuery = pagedQuery(['approvals'], (cursor, signal) =>
  answer(api.GET('/v1/approvals', { params: { query: cursor ? { cursor } : {} }, signal })),
)

/** How much waits, for the sidebar; as far as the first page knows. */
export function useWaitingCount(): number | undefined {
  const { data } = useQuery({
    queryKey: ['approvals', 'count'],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/approvals', { params: { query: { limit: 100 } }, signal })),
    enabled: useCan('approval.view'),
    refetchInterval: 60_000,
  })
  return data?.items.length
}
