import type { QueryClient } from '@tanstack/react-query'
import type { AnyRouter } from '@tanstack/react-router'
import { clearAccessToken } from '@/api/access-token'
import { endReading } from '@/api/reading'
import { paths } from './paths'

/**
 * Goes back to the operators' plane, then forgets what was read. Until the screens are gone the page stays support's:
 * none of them is to ask as a person who may be signed in beside it.
 */
export async function leaveReading(
  router: AnyRouter,
  cache: QueryClient,
  hasEnded: boolean,
): Promise<void> {
  await router.navigate({ ...paths.operatorSupport(), state: { hasEnded } })
  endReading()
  clearAccessToken()
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'operator' })
}
