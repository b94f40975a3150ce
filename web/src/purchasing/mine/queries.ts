import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import type { ListedPurchaseOrder, ListedRequisition } from '@/api/schema.gen'

/** A requisition or an order in short. */
export type Listed =
  | { kind: 'requisition'; document: ListedRequisition }
  | { kind: 'purchase_order'; document: ListedPurchaseOrder }

const pageMax = 50
const ended = ['ordered', 'completed', 'short_closed', 'rejected', 'cancelled']

/** What somebody asked for and has not come to its end, the newest first. */
export function mineQuery(personId: string) {
  return queryOptions({
    queryKey: ['purchase-orders', 'mine', personId],
    queryFn: ({ signal }) => openDocuments({ requester_id: personId }, signal),
  })
}

/** What is still open although the day it was needed has passed. */
export function lateQuery(today: string) {
  return queryOptions({
    queryKey: ['purchase-orders', 'late', today],
    queryFn: async ({ signal }) => {
      const rows = await openDocuments({ need_by_to: today }, signal)
      return rows.filter(({ document }) => (document.need_by ?? today) < today)
    },
  })
}

type Filters = { requester_id: string } | { need_by_to: string }

async function openDocuments(filters: Filters, signal: AbortSignal): Promise<readonly Listed[]> {
  const params = { query: { ...filters, limit: pageMax } }
  const [requisitions, orders] = await Promise.all([
    answer(api.GET('/v1/requisitions', { params, signal })),
    answer(api.GET('/v1/purchase-orders', { params, signal })),
  ])
  const rows: Listed[] = [
    ...requisitions.items.map((document) => ({ kind: 'requisition' as const, document })),
    ...orders.items.map((document) => ({ kind: 'purchase_order' as const, document })),
  ]
  return rows
    .filter(({ document }) => !ended.includes(document.lifecycle))
    .sort((left, right) => right.document.created_at.localeCompare(left.document.created_at))
}
