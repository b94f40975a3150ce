import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageAccessReviewLineView, PageAccessReviewView } from '@/api/schema.gen'
import type { ReviewLineSearch } from './search'

/** An access review, and a line of one, as this person sees them. */
export type SeenReview = PageAccessReviewView['items'][number]
export type SeenLine = PageAccessReviewLineView['items'][number]

export const reviewKeys = { all: ['access reviews'] as const }

export const reviewsQuery = pagedQuery([...reviewKeys.all, 'list'], (cursor, signal) =>
  answer(api.GET('/v1/access-reviews', { params: { query: cursor ? { cursor } : {} }, signal })),
)

export const reminderQuery = queryOptions({
  queryKey: [...reviewKeys.all, 'reminder'],
  queryFn: ({ signal }) => answer(api.GET('/v1/access-reviews/reminder', { signal })),
  staleTime: 60_000,
})

export function reviewQuery(id: string) {
  return queryOptions({
    queryKey: [...reviewKeys.all, 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/access-reviews/{id}', { params: { path: { id } }, signal })),
  })
}

export function linesQuery(id: string, { state }: ReviewLineSearch) {
  const filters = state ? { state } : {}
  return pagedQuery([...reviewKeys.all, 'lines', id, filters], (cursor, signal) =>
    answer(
      api.GET('/v1/access-reviews/{id}/lines', {
        params: { path: { id }, query: { ...filters, limit: 100, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}
