import * as v from 'valibot'

const statuses = ['proposed', 'active', 'blocked', 'withdrawn'] as const
export type SupplierStatusFilter = (typeof statuses)[number]

/** The filters of the list, as they stand in the URL. */
export const supplierSearch = v.object({
  status: v.optional(v.fallback(v.optional(v.picklist(statuses)), undefined)),
  country: v.optional(v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))), undefined)),
  q: v.optional(v.fallback(v.optional(v.string()), undefined)),
})
export type SupplierSearch = v.InferOutput<typeof supplierSearch>
