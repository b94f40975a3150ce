import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'

export const sessionKeys = { all: ['sessions'] as const }

/** Where one is signed in, newest first. */
export const sessionsQuery = pagedQuery(sessionKeys.all, (cursor, signal) =>
  answer(api.GET('/v1/sessions', { params: { query: cursor ? { cursor } : {} }, signal })),
)
