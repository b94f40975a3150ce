import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PeopleSearch } from './person/search'

/** The filters that are set, as the API names them. */
export function peopleFilters({ text, role }: PeopleSearch) {
  const words = text?.trim()
  return { ...(words ? { text: words } : {}), ...(role ? { role } : {}) }
}

export function peopleQuery(search: PeopleSearch) {
  const filters = peopleFilters(search)
  return pagedQuery(['people', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/people', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}

/** The first few that a search finds, for a field that names a person. */
export function peopleFound(text: string) {
  const words = text.trim()
  return queryOptions({
    queryKey: ['people', 'found', 'active', words],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/people', {
          params: { query: { limit: 20, is_active: true, ...(words ? { text: words } : {}) } },
          signal,
        }),
      ),
  })
}

export function personQuery(id: string) {
  return queryOptions({
    queryKey: ['people', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/people/{id}', { params: { path: { id } }, signal })),
  })
}

export function permissionsOfQuery(id: string) {
  return queryOptions({
    queryKey: ['people', 'permissions', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/people/{id}/permissions', { params: { path: { id } }, signal })),
  })
}

/** The catalogue changes only with the version of the server. */
export const permissionsQuery = queryOptions({
  queryKey: ['permissions'],
  queryFn: ({ signal }) => answer(api.GET('/v1/permissions', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})
