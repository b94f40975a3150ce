import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { RequisitionDocument } from '@/api/schema.gen'
import { requisitionKeys, requisitionQuery } from './queries'

/** A requisition as it stands on the screen, with the tag of its revision. */
export type SeenRequisition = { requisition: RequisitionDocument; etag: string }

export type RequisitionActProps = { subject: SeenRequisition; onClose: () => void }

/** What every act's dialog needs to know of the requisition. */
export function useSeen({ requisition, etag }: SeenRequisition) {
  const cache = useQueryClient()
  return { etag, queryKey: requisitionKeys.all, reload: () => reload(cache, requisition.id) }
}

async function reload(cache: QueryClient, id: string): Promise<string> {
  return (await cache.fetchQuery({ ...requisitionQuery(id), staleTime: 0 })).etag
}

/** What people call it: its number, else its title. */
export function requisitionName(requisition: { number?: string | null; title: string }): string {
  return requisition.number ?? requisition.title
}

/** The path and the tag of a call on one requisition. */
export function onRequisition(id: string, etag: string) {
  return { path: { id }, header: { 'If-Match': etag } }
}
