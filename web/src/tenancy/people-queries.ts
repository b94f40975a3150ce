import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PeopleSearch } from './person/search'

/** The filters that are set, as the API names them. */
export function peopleFilters({ account, custom_role_id, role, text }: PeopleSearch) {
  const words = text?.trim()
  return {
    ...(words ? { text: words } : {}),
    ...(role ? { role } : {}),
    ...(account ? { is_active: account === 'active' } : {}),
    ...(custom_role_id ? { custom_role_id } : {}),
  }
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

/** The first few that a search finds, also those who are invited or deactivated, for a filter. */
export function anybodyFound(text: string) {
  const words = text.trim()
  return queryOptions({
    queryKey: ['people', 'found', 'anybody', words],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/people', {
          params: { query: { limit: 20, ...(words ? { text: words } : {}) } },
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

/** What is open with somebody who is to leave. */
export function openWorkQuery(id: string) {
  return queryOptions({
    queryKey: ['people', 'open-work', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/people/{id}/open-work', { params: { path: { id } }, signal })),
    staleTime: 0,
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

/** Who holds a permission, by name. */
export function holdersQuery(code: string) {
  return pagedQuery(['people', 'holders', code], (cursor, signal) =>
    answer(
      api.GET('/v1/permissions/{code}/holders', {
        params: { path: { code }, query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  )
}
