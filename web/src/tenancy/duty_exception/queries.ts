import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageDutyExceptionView } from '@/api/schema.gen'
import type { DutyExceptionSearch } from './search'

/** An exception as this person sees it. */
export type SeenDutyException = PageDutyExceptionView['items'][number]

export const dutyExceptionKeys = { all: ['duty-exceptions'] as const }

export function dutyExceptionsQuery({ state }: DutyExceptionSearch) {
  const filters = state ? { state } : {}
  return pagedQuery([...dutyExceptionKeys.all, 'list', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/duty-exceptions', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

/** The first of those that somebody should have looked at by now. */
export const overdueQuery = queryOptions({
  queryKey: [...dutyExceptionKeys.all, 'overdue'],
  queryFn: ({ signal }) =>
    answer(
      api.GET('/v1/duty-exceptions', {
        params: { query: { is_overdue: true, limit: 1 } },
        signal,
      }),
    ),
})
