import type * as v from 'valibot'
import { documentSearch } from '../document/search'
import { requisitionLifecycles } from './lifecycle'

/** The filters of the list of requisitions, as they stand in the URL. */
export const requisitionSearch = documentSearch(requisitionLifecycles)
export type RequisitionSearch = v.InferOutput<typeof requisitionSearch>
