import * as v from 'valibot'

/** What stands in the URL of a list of master data: which are shown, and which one is open. */
export const masterSearch = v.object({
  show: v.optional(v.fallback(v.optional(v.picklist(['retired', 'all'])), undefined)),
  open: v.optional(
    v.fallback(v.optional(v.union([v.literal('new'), v.pipe(v.string(), v.uuid())])), undefined),
  ),
})
export type MasterSearch = v.InferOutput<typeof masterSearch>

const code = v.optional(
  v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))), undefined),
)

export const rateSearch = v.object({
  from: code,
  to: code,
  open: v.optional(v.fallback(v.optional(v.literal('new')), undefined)),
})
export type RateSearch = v.InferOutput<typeof rateSearch>
