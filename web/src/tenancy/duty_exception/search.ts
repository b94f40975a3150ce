import * as v from 'valibot'

export const states = ['open', 'accepted', 'raised'] as const

/** What stands in the URL of the list of exceptions. */
export const dutyExceptionSearch = v.object({
  state: v.optional(v.fallback(v.optional(v.picklist(states)), undefined)),
})
export type DutyExceptionSearch = v.InferOutput<typeof dutyExceptionSearch>
