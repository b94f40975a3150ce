import * as v from 'valibot'

export const signInSearch = v.object({
  /** Where to go afterwards. */
  to: v.optional(v.fallback(v.optional(v.string()), undefined)),
  organisation: v.optional(v.fallback(v.optional(v.string()), undefined)),
})
