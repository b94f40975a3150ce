import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageSupportAccessView } from '@/api/schema.gen'

/** A wish to read, as this person sees it. */
export type SeenSupportAccess = PageSupportAccessView['items'][number]

export const supportAccessKeys = { all: ['support-accesses'] as const }

const lookMs = 20_000

/** While something is open, what was read last is asked for again and again. */
export const supportAccessesQuery = {
  ...pagedQuery([...supportAccessKeys.all, 'list'], (cursor, signal) =>
    answer(
      api.GET('/v1/support-accesses', { params: { query: cursor ? { cursor } : {} }, signal }),
    ),
  ),
  refetchInterval: lookMs,
}

/** Those that are open: who reads at this moment. */
export const openSupportQuery = queryOptions({
  queryKey: [...supportAccessKeys.all, 'open'],
  queryFn: async ({ signal }) => {
    const query = { state: 'open' as const, limit: 5 }
    const { items } = await answer(api.GET('/v1/support-accesses', { params: { query }, signal }))
    return items
  },
  refetchInterval: lookMs,
})

/** Those that wait for an owner. */
export const waitingSupportQuery = queryOptions({
  queryKey: [...supportAccessKeys.all, 'waiting'],
  queryFn: async ({ signal }) => {
    const query = { state: 'waiting' as const, limit: 1 }
    const { items } = await answer(api.GET('/v1/support-accesses', { params: { query }, signal }))
    return items[0] ?? null
  },
})
