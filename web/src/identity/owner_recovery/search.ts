import * as v from 'valibot'

export const states = ['waiting', 'stopped', 'completed', 'lapsed'] as const

/** What stands in the URL of the list of recoveries. */
export const ownerRecoverySearch = v.object({
  state: v.optional(v.fallback(v.optional(v.picklist(states)), undefined)),
})
export type OwnerRecoverySearch = v.InferOutput<typeof ownerRecoverySearch>
