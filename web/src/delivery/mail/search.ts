import * as v from 'valibot'

/** The filter of the list, as it stands in the URL. */
export const mailSearch = v.object({
  state: v.optional(v.fallback(v.optional(v.picklist(['waiting', 'sent', 'failed'])), undefined)),
})
export type MailSearch = v.InferOutput<typeof mailSearch>
