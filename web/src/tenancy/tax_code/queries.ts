import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'

export const taxCodeKeys = { all: ['tax-codes'] as const }

export function taxCodesQuery(filters: { is_active?: boolean }) {
  return pagedQuery(['tax-codes', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/tax-codes', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

export function taxCodeQuery(id: string) {
  return queryOptions({
    queryKey: ['tax-codes', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/tax-codes/{id}', { params: { path: { id } }, signal })),
  })
}
