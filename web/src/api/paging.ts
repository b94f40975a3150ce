import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

/** One page of a list, and where the next begins. */
export type Page<Row> = { items: readonly Row[]; next_cursor?: string | null }

const firstPage: string | undefined = undefined

type Ask<Row> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>

/** A list that is read page by page: `pagedQuery(['suppliers', filters], (cursor, signal) => answer(…))`. */
export function pagedQuery<Row>(key: readonly unknown[], ask: Ask<Row>) {
  return infiniteQueryOptions({
    queryKey: [...key, 'pages'],
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: firstPage,
    getNextPageParam: (last: Page<Row>) => last.next_cursor ?? undefined,
  })
}

type PagedQuery<Row> = ReturnType<typeof pagedQuery<Row>>

/** The rows read so far, with what is needed to read on. While other filters load, the old rows stay. */
export function usePaged<Row>(options: PagedQuery<Row>) {
  const query = useInfiniteQuery({ ...options, placeholderData: (old) => old })
  const rows = useMemo(() => rowsOf(query.data), [query.data])
  return { query, rows }
}

export type Paged<Row> = ReturnType<typeof usePaged<Row>>

function rowsOf<Row>(data: InfiniteData<Page<Row>, unknown> | undefined): readonly Row[] {
  return data?.pages.flatMap((page) => page.items) ?? []
}
