import { queryOptions } from '@tanstack/react-query'
import { answer, answerWithEtag, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import { setFilters } from '../document/search'
import type { RequisitionSearch } from './search'

const everything = 'requisitions'
export const requisitionKeys = { all: [everything] as const }

export function requisitionsQuery(search: RequisitionSearch) {
  const filters = setFilters(search)
  return pagedQuery([everything, filters], (cursor, signal) =>
    answer(
      api.GET('/v1/requisitions', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

export function requisitionQuery(id: string) {
  return queryOptions({
    queryKey: [everything, 'one', id],
    queryFn: async ({ signal }) => {
      const call = api.GET('/v1/requisitions/{id}', { params: { path: { id } }, signal })
      const { body, etag } = await answerWithEtag(call)
      return { requisition: body, etag: etag ?? '' }
    },
  })
}

/** What a search from elsewhere found: the first few. */
export async function findRequisitions(text: string, signal: AbortSignal) {
  const { items } = await answer(
    api.GET('/v1/requisitions', { params: { query: { q: text, limit: 6 } }, signal }),
  )
  return items
}

/** What was said about a requisition, oldest first. */
export function requisitionCommentsQuery(id: string) {
  return queryOptions({
    queryKey: [everything, 'comments', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/requisitions/{id}/comments', {
          params: { path: { id }, query: { limit: 100 } },
          signal,
        }),
      ),
  })
}

/** Whom a draft would go to if it were submitted now. */
export function routePreviewQuery(id: string, revision: number) {
  return queryOptions({
    queryKey: [everything, 'preview', id, revision],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/requisitions/{id}/route-preview', { params: { path: { id } }, signal })),
  })
}
