import * as v from 'valibot'

export const states = ['waiting', 'approved', 'refused', 'withdrawn', 'expired'] as const

/** What stands in the URL of the list of resets. */
export const factorResetSearch = v.object({
  state: v.optional(v.fallback(v.optional(v.picklist(states)), undefined)),
})
export type FactorResetSearch = v.InferOutput<typeof factorResetSearch>
