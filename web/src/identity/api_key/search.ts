import * as v from 'valibot'

export const states = ['waiting', 'active', 'refused', 'revoked', 'expired'] as const

/** What stands in the URL of the list of keys. */
export const apiKeySearch = v.object({
  state: v.optional(v.fallback(v.optional(v.picklist(states)), undefined)),
})
export type ApiKeySearch = v.InferOutput<typeof apiKeySearch>
