import * as v from 'valibot'

export const states = ['waiting', 'given', 'refused', 'withdrawn'] as const

/** What stands in the URL of the list of grants. */
export const grantSearch = v.object({
  state: v.optional(v.fallback(v.optional(v.picklist(states)), undefined)),
  person_id: v.optional(v.fallback(v.optional(v.pipe(v.string(), v.uuid())), undefined)),
})
export type GrantSearch = v.InferOutput<typeof grantSearch>
