import type { QueryClient } from '@tanstack/react-query'
import { meQuery } from '@/access/me'
import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import { policyQuery } from '@/tenancy/security_policy/queries'

export const sessionKeys = { all: ['sessions'] as const }

/** Where one is signed in, newest first. */
export const sessionsQuery = pagedQuery(sessionKeys.all, (cursor, signal) =>
  answer(api.GET('/v1/sessions', { params: { query: cursor ? { cursor } : {} }, signal })),
)

/** Reads anew who is signed in, where and with what, after an act that ends one's other sign-ins. */
export async function readSessionsAnew(cache: QueryClient): Promise<void> {
  await Promise.all([
    cache.invalidateQueries(meQuery),
    cache.invalidateQueries({ queryKey: sessionKeys.all }),
    // It counts who has a second factor.
    cache.invalidateQueries(policyQuery),
  ])
}
