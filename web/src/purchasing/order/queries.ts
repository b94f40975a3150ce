import { queryOptions } from '@tanstack/react-query'
import { answer, answerWithEtag, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import { setFilters } from '../document/search'
import { isUnderWay } from './mailing'
import type { OrderSearch } from './search'

const everything = 'purchase-orders'
export const orderKeys = { all: [everything] as const }

export function ordersQuery(search: OrderSearch) {
  const filters = setFilters(search)
  return pagedQuery([everything, filters], (cursor, signal) =>
    answer(
      api.GET('/v1/purchase-orders', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

export function orderQuery(id: string) {
  return queryOptions({
    queryKey: [everything, 'one', id],
    queryFn: async ({ signal }) => {
      const call = api.GET('/v1/purchase-orders/{id}', { params: { path: { id } }, signal })
      const { body, etag } = await answerWithEtag(call)
      return { order: body, etag: etag ?? '' }
    },
  })
}

/** Whom it would go to if it were submitted as it stands. */
export function routePreviewQuery(id: string, revision: number) {
  return queryOptions({
    queryKey: [everything, 'preview', id, revision],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/purchase-orders/{id}/route-preview', { params: { path: { id } }, signal }),
      ),
  })
}

/** What a search from elsewhere found: the first few. */
export async function findOrders(text: string, signal: AbortSignal) {
  const { items } = await answer(
    api.GET('/v1/purchase-orders', { params: { query: { q: text, limit: 6 } }, signal }),
  )
  return items
}

/** What was said about an order, oldest first. */
export function orderCommentsQuery(id: string) {
  return queryOptions({
    queryKey: [everything, 'comments', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/purchase-orders/{id}/comments', {
          params: { path: { id }, query: { limit: 100 } },
          signal,
        }),
      ),
  })
}

const readAgainMs = 3_000

/** To whom an order was mailed, newest first; read again by itself for as long as one is about to leave. */
export function orderMailsQuery(id: string) {
  return queryOptions({
    queryKey: [everything, 'mails', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/purchase-orders/{id}/mails', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some((mail) => isUnderWay(mail, Date.now())) ? readAgainMs : false,
  })
}
