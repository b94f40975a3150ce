import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageOwnershipTransferView } from '@/api/schema.gen'

/** An offer as this person sees it. */
export type SeenTransfer = PageOwnershipTransferView['items'][number]

export const transferKeys = { all: ['ownership-transfers'] as const }

export const transfersQuery = pagedQuery([...transferKeys.all, 'list'], (cursor, signal) =>
  answer(
    api.GET('/v1/ownership-transfers', {
      params: { query: cursor ? { cursor } : {} },
      signal,
    }),
  ),
)

/** The offer that waits, if one does that concerns this person. */
export const waitingTransferQuery = queryOptions({
  queryKey: [...transferKeys.all, 'waiting'],
  queryFn: async ({ signal }) => {
    const query = { state: 'waiting' as const, limit: 1 }
    const { items } = await answer(
      api.GET('/v1/ownership-transfers', { params: { query }, signal }),
    )
    return items[0] ?? null
  },
})
