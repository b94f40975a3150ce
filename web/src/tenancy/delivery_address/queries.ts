import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'

export const deliveryAddressKeys = { all: ['delivery-addresses'] as const }

export function deliveryAddressesQuery(filters: { is_active?: boolean }) {
  return pagedQuery(['delivery-addresses', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/delivery-addresses', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

export function deliveryAddressQuery(id: string) {
  return queryOptions({
    queryKey: ['delivery-addresses', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/delivery-addresses/{id}', { params: { path: { id } }, signal })),
  })
}
