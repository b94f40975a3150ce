import { useQuery } from '@tanstack/react-query'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageGrantView } from '@/api/schema.gen'
import type { GrantSearch } from './search'

/** A grant as this person sees it. */
export type SeenGrant = PageGrantView['items'][number]

// Below what is known of the people, which a grant changes.
const grantKey = ['people', 'grants']

/** The filters that are set, as the API names them. */
export function grantsQuery({ state, person_id }: GrantSearch) {
  const filters = { ...(state ? { state } : {}), ...(person_id ? { person_id } : {}) }
  return pagedQuery([...grantKey, filters], (cursor, signal) =>
    answer(
      api.GET('/v1/grants', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

/** How many wait for whoever is signed in, for the sidebar; as far as the first page knows. */
export function useWaitingGrants(): number | undefined {
  const [canSee, canApprove] = [useCan('grant.view'), useCan('grant.approve')]
  const { data } = useQuery({
    queryKey: [...grantKey, 'count'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/grants', { params: { query: { state: 'waiting', limit: 100 } }, signal }),
      ),
    enabled: canSee && canApprove,
    refetchInterval: 60_000,
  })
  return data?.items.filter(isOpenToMe).length
}

function isOpenToMe({ actions }: SeenGrant): boolean {
  return actions.some(({ name, closed_because }) => name === 'grant.approve' && !closed_because)
}
