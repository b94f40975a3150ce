import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageFactorResetView } from '@/api/schema.gen'
import { factorResetKeys } from '@/tenancy/person/factor-reset-queries'
import type { FactorResetSearch } from './search'

/** A reset as this person sees it. */
export type SeenFactorReset = PageFactorResetView['items'][number]

export function factorResetsQuery({ state }: FactorResetSearch) {
  const filters = state ? { state } : {}
  return pagedQuery([...factorResetKeys.all, 'list', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/factor-resets', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}
