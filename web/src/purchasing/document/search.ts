import * as v from 'valibot'

const text = v.optional(v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined))
const id = v.optional(v.fallback(v.optional(v.pipe(v.string(), v.uuid())), undefined))
const day = v.optional(v.fallback(v.optional(v.pipe(v.string(), v.isoDate())), undefined))
const amount = v.optional(
  v.fallback(
    v.optional(
      v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d+(\.\d+)?$/)),
    ),
    undefined,
  ),
)
const currency = v.optional(
  v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))), undefined),
)

/** The filters of a list of documents, as they stand in the URL. */
export function documentSearch<const State extends string>(states: readonly State[]) {
  return v.object({
    lifecycle: v.optional(v.fallback(v.optional(v.picklist(states)), undefined)),
    supplier_id: id,
    department_id: id,
    requester_id: id,
    currency,
    amount_from: amount,
    amount_to: amount,
    created_from: day,
    created_to: day,
    need_by_from: day,
    need_by_to: day,
    q: text,
  })
}

export type DocumentSearch<State extends string = string> = {
  lifecycle?: State | undefined
  supplier_id?: string | undefined
  department_id?: string | undefined
  requester_id?: string | undefined
  currency?: string | undefined
  amount_from?: string | undefined
  amount_to?: string | undefined
  created_from?: string | undefined
  created_to?: string | undefined
  need_by_from?: string | undefined
  need_by_to?: string | undefined
  q?: string | undefined
  /** Of requisitions. */
  is_to_order?: true | undefined
}

type Kept<State extends string> = {
  [Key in keyof DocumentSearch<State>]?: Exclude<DocumentSearch<State>[Key], undefined>
}

/** The filters that are set; an amount says of which currency it is, and a currency alone filters nothing. */
export function setFilters<State extends string>(search: DocumentSearch<State>): Kept<State> {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const kept: Kept<State> = Object.fromEntries(entries)
  if (kept.amount_from === undefined && kept.amount_to === undefined) delete kept.currency
  return kept
}
