import * as v from 'valibot'
import { documentSearch } from '../document/search'
import { requisitionLifecycles } from './lifecycle'

/** The filters of the list of requisitions, as they stand in the URL. */
export const requisitionSearch = v.object({
  ...documentSearch(requisitionLifecycles).entries,
  is_to_order: v.optional(v.fallback(v.optional(v.literal(true)), undefined)),
})
export type RequisitionSearch = v.InferOutput<typeof requisitionSearch>
