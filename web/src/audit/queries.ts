import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import { addDays, startOfDay } from '@/kernel/dates'
import type { AuditSearch, DenialSearch } from './event/search'

const firstPage: string | undefined = undefined

// Each reading is itself recorded, so nothing is read again behind the reader's back.
const calm = { refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 60_000 }

/** The filters that are set, as the API names them. */
export function eventFilters({ event: _open, ...search }: AuditSearch, timeZone: string) {
  const { from, to, q, ...rest } = search
  return { ...rest, ...textOf(q), ...periodOf({ from, to }, timeZone) }
}

export function denialFilters({ from, to, ...rest }: DenialSearch, timeZone: string) {
  return { ...rest, ...periodOf({ from, to }, timeZone) }
}

export function eventsQuery(search: AuditSearch, timeZone: string) {
  const filters = eventFilters(search, timeZone)
  const options = pagedQuery(['audit-events', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/audit-events', {
        params: { query: { ...known(filters), ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
  return { ...options, ...calm }
}

/** An event never changes, and neither do the row changes that came with it. */
export function eventQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['audit-events', 'one', id],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/v1/audit-events/{id}', {
          params: { path: { id }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: (last) => last.changes.next_cursor ?? undefined,
    ...calm,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function denialsQuery(search: DenialSearch, timeZone: string) {
  const filters = denialFilters(search, timeZone)
  const options = pagedQuery(['audit-denials', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/audit-denials', {
        params: { query: { ...known(filters), ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
  return { ...options, ...calm }
}

export function peopleFound(text: string) {
  const words = text.trim()
  return queryOptions({
    queryKey: ['people', 'found', words],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/people', {
          params: { query: { limit: 20, ...(words ? { text: words } : {}) } },
          signal,
        }),
      ),
    staleTime: 60_000,
  })
}

export function personNamed(id: string | undefined) {
  return queryOptions({
    queryKey: ['people', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/people/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    retry: false,
  })
}

function textOf(q: string | undefined): { q?: string } {
  const words = q?.trim()
  return words ? { q: words } : {}
}

/** Whole days of the reader, as moments. */
function periodOf(days: { from?: string | undefined; to?: string | undefined }, timeZone: string) {
  return {
    ...(days.from ? { from: startOfDay(days.from, timeZone) } : {}),
    ...(days.to ? { to: startOfDay(addDays(days.to, 1), timeZone) } : {}),
  }
}

/** Only what is set; the client's types say which names there are. */
function known(filters: object) {
  const set = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(set)
}
