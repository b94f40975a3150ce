import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { RateSearch } from '../settings/search'

export const exchangeRateKeys = { all: ['exchange-rates'] as const }

/** The filters that are set, as the API names them. */
export function rateFilters({ from, to }: RateSearch) {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
}

export function exchangeRatesQuery(search: RateSearch) {
  const filters = rateFilters(search)
  return pagedQuery(['exchange-rates', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/exchange-rates', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}
