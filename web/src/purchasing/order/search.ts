import type * as v from 'valibot'
import { documentSearch } from '../document/search'
import { orderLifecycles } from './lifecycle'

/** The filters of the list of orders, as they stand in the URL. */
export const orderSearch = documentSearch(orderLifecycles)
export type OrderSearch = v.InferOutput<typeof orderSearch>
