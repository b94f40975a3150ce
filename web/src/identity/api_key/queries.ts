import { answer, api } from '@/api/client'
import { pagedQuery } from '@/api/paging'
import type { PageApiKeyView } from '@/api/schema.gen'
import type { ApiKeySearch } from './search'

/** A key as this person sees it. */
export type SeenApiKey = PageApiKeyView['items'][number]

export const apiKeyKeys = { all: ['api-keys'] as const }

export function apiKeysQuery({ state }: ApiKeySearch) {
  const filters = state ? { state } : {}
  return pagedQuery([...apiKeyKeys.all, 'list', filters], (cursor, signal) =>
    answer(
      api.GET('/v1/api-keys', {
        params: { query: { ...filters, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
}
