import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'

export const categoryKeys = { all: ['categories'] as const }

export function categoriesQuery(filters: { is_active?: boolean }) {
  return pagedQuery(['categories', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/categories', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

export function categoryQuery(id: string) {
  return queryOptions({
    queryKey: ['categories', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/categories/{id}', { params: { path: { id } }, signal })),
  })
}
