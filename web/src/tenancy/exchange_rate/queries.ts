import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { RateSearch } from '../settings/search'

export const exchangeRateKeys = { all: ['exchange-rates'] as const }

export function exchangeRatesQuery({ from, to }: RateSearch) {
  const filters = { ...(from ? { from } : {}), ...(to ? { to } : {}) }
  return pagedQuery(['exchange-rates', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/exchange-rates', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}
