import { useQueryClient } from '@tanstack/react-query'
import { importKeys, importQuery, type SeenImport } from './queries'

export type ImportActProps = { seen: SeenImport; onClose: () => void }

/** What every act's dialog needs to know of the import. */
export function useSeenImport({ import: { id }, etag }: SeenImport) {
  const cache = useQueryClient()
  const reload = async () => (await cache.fetchQuery({ ...importQuery(id), staleTime: 0 })).etag
  return { etag, queryKey: importKeys.all, reload }
}
