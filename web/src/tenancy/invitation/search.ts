import * as v from 'valibot'

export const states = ['open', 'expired', 'withdrawn', 'joined'] as const

/** What stands in the URL of the list of invitations. */
export const invitationSearch = v.object({
  state: v.optional(v.fallback(v.optional(v.picklist(states)), undefined)),
})
export type InvitationSearch = v.InferOutput<typeof invitationSearch>
