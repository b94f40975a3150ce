import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { PurchaseOrderDetails } from '@/api/schema.gen'
import { orderKeys, orderQuery } from './queries'

/** An order as it stands on the screen, with the tag of its revision. */
export type SeenOrder = { order: PurchaseOrderDetails; etag: string }

export type OrderActProps = { subject: SeenOrder; onClose: () => void }

/** What every act's dialog needs to know of the order. */
export function useSeen({ order, etag }: SeenOrder) {
  const cache = useQueryClient()
  return { etag, queryKey: orderKeys.all, reload: () => reload(cache, order.id) }
}

async function reload(cache: QueryClient, id: string): Promise<string> {
  return (await cache.fetchQuery({ ...orderQuery(id), staleTime: 0 })).etag
}

/** What people call it: its number, else its title. */
export function orderName(order: { number?: string | null; title: string }): string {
  return order.number ?? order.title
}

/** The path and the tag of a call on one order. */
export function onOrder(id: string, etag: string) {
  return { path: { id }, header: { 'If-Match': etag } }
}
