import * as v from 'valibot'

export const states = ['open', 'kept', 'taken', 'gone'] as const

/** What stands in the URL of an access review. */
export const reviewLineSearch = v.object({
  state: v.optional(v.fallback(v.optional(v.picklist(states)), undefined)),
})
export type ReviewLineSearch = v.InferOutput<typeof reviewLineSearch>
