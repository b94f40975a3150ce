import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'

export const departmentKeys = { all: ['departments'] as const }

export function departmentsQuery(filters: { is_active?: boolean }) {
  return pagedQuery(['departments', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/departments', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

export function departmentQuery(id: string) {
  return queryOptions({
    queryKey: ['departments', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/departments/{id}', { params: { path: { id } }, signal })),
  })
}
