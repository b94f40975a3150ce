import { queryOptions } from '@tanstack/react-query'
import { answer, answerWithEtag, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { SupplierSearch } from './supplier/search'

const everything = 'suppliers'
export const supplierKeys = { all: [everything] as const }

/** The filters that are set, as the API names them. */
export function supplierFilters({ status, country, q }: SupplierSearch) {
  const words = q?.trim()
  return {
    ...(status ? { status } : {}),
    ...(country ? { country } : {}),
    ...(words ? { q: words } : {}),
  }
}

export function suppliersQuery(search: SupplierSearch) {
  const filters = supplierFilters(search)
  return pagedQuery([everything, filters], (cursor, signal) =>
    answer(
      api.GET('/v1/suppliers', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

export function supplierQuery(id: string) {
  return queryOptions({
    queryKey: [everything, 'one', id],
    queryFn: async ({ signal }) => {
      const call = api.GET('/v1/suppliers/{id}', { params: { path: { id } }, signal })
      const { body, etag } = await answerWithEtag(call)
      return { supplier: body, etag: etag ?? '' }
    },
  })
}

/** What may be written to suppliers in. */
export const currenciesQuery = queryOptions({
  queryKey: ['currencies'],
  queryFn: ({ signal }) => answer(api.GET('/v1/currencies', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What a search from elsewhere found: the first few. */
export async function findSuppliers(text: string, signal: AbortSignal) {
  const { items } = await answer(
    api.GET('/v1/suppliers', { params: { query: { q: text, limit: 6 } }, signal }),
  )
  return items
}
