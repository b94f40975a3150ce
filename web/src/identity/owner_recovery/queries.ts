import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageOwnerRecoveryView } from '@/api/schema.gen'
import type { OwnerRecoverySearch } from './search'

/** A recovery as this person sees it. */
export type SeenOwnerRecovery = PageOwnerRecoveryView['items'][number]

export const ownerRecoveryKeys = { all: ['owner-recoveries'] as const }

export function ownerRecoveriesQuery({ state }: OwnerRecoverySearch) {
  const filters = state ? { state } : {}
  return pagedQuery([...ownerRecoveryKeys.all, 'list', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/owner-recoveries', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

const lookMs = 60_000

/** The one that waits, if one does. */
export const waitingOwnerRecoveryQuery = queryOptions({
  queryKey: [...ownerRecoveryKeys.all, 'waiting'],
  queryFn: async ({ signal }) => {
    const query = { state: 'waiting' as const, limit: 1 }
    const { items } = await answer(api.GET('/v1/owner-recoveries', { params: { query }, signal }))
    return items[0] ?? null
  },
  refetchInterval: lookMs,
})
