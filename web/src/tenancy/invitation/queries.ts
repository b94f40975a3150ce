import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageInvitationView } from '@/api/schema.gen'
import type { InvitationSearch } from './search'

/** An invitation as this person sees it. */
export type SeenInvitation = PageInvitationView['items'][number]

export const invitationKeys = { all: ['invitations'] as const }

export function invitationsQuery({ state }: InvitationSearch) {
  const filters = state ? { state } : {}
  return pagedQuery([...invitationKeys.all, filters], (cursor, signal) =>
    answer(
      api.GET('/v1/invitations', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

/** The departments that somebody can be put in. */
export const departmentsInUseQuery = queryOptions({
  queryKey: ['departments', 'in use'],
  queryFn: ({ signal }) =>
    answer(
      api.GET('/v1/departments', { params: { query: { is_active: true, limit: 100 } }, signal }),
    ),
  staleTime: 5 * 60_000,
})
