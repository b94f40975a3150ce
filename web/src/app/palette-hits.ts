import { useQueries } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useDeferredValue } from 'react'
import { useMe } from '@/access/me'
import type { CommandGroup } from './palette-commands'
import { paletteSources } from './palette-sources'

const shortestSearch = 2

type Hits = {
  groups: (go: (to: string) => void) => CommandGroup[]
  isSearching: boolean
  hasFailed: boolean
}

/** What the rooms find for the typed text. */
export function usePaletteHits(text: string): Hits {
  const wanted = useDeferredValue(text.trim())
  const { permissions } = useMe()
  const sources = paletteSources.filter((source) => permissions.includes(source.permission))
  const answers = useQueries({
    queries: sources.map((source) => ({
      queryKey: ['palette', source.title, wanted],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.search(wanted, signal),
      enabled: wanted.length >= shortestSearch,
      retry: false,
    })),
  })
  return {
    isSearching: answers.some((one) => one.isFetching),
    hasFailed: answers.some((one) => one.isError),
    groups: (go) =>
      sources.flatMap((source, place) => {
        const hits = answers[place]?.data ?? []
        const items = hits.map((hit) => ({
          id: `${source.title} ${hit.id}`,
          label: hit.label,
          icon: FileText,
          ...(hit.hint ? { hint: hit.hint } : {}),
          run: () => go(hit.to),
        }))
        return items.length > 0 ? [{ value: source.title, items }] : []
      }),
  }
}
