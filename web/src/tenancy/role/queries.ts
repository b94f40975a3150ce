import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageRoleView } from '@/api/schema.gen'

/** A role as this person sees it. */
export type SeenRole = PageRoleView['items'][number]

// Below what is known of the people, which giving and taking changes.
const key = ['people', 'roles'] as const
export const roleKeys = { all: key }

/** All roles, on one page. */
export const rolesQuery = queryOptions({
  queryKey: [...key, 'all'],
  queryFn: ({ signal }) => answer(api.GET('/v1/roles', { signal })),
})

export function roleQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/roles/{id}', { params: { path: { id } }, signal })),
  })
}

/** Who has a role, by name. */
export function holdersOfRoleQuery(id: string) {
  return pagedQuery([...key, 'holders', id], (cursor, signal) =>
    answer(
      api.GET('/v1/roles/{id}/holders', {
        params: { path: { id }, query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  )
}

const none: readonly SeenRole[] = []

/** The organisation's own that can be given; none for who may not see the roles, and until they are there. */
export function useOwnRoles(): readonly SeenRole[] {
  const { data } = useQuery({ ...rolesQuery, enabled: useCan('role.view'), select: ownInUse })
  return data ?? none
}

function ownInUse({ items }: PageRoleView): readonly SeenRole[] {
  return items.filter(({ built_in, is_active }) => !built_in && is_active)
}
