import * as v from 'valibot'

export const importKinds = ['suppliers', 'purchase_orders'] as const
export type ImportKind = (typeof importKinds)[number]
const importStates = ['uploaded', 'tried', 'confirmed', 'discarded', 'undone'] as const
export const rowOutcomes = ['problem', 'warning', 'ready', 'repeated'] as const
export type RowOutcome = (typeof rowOutcomes)[number]

const kind = v.optional(v.fallback(v.optional(v.picklist(importKinds)), undefined))

/** The filters of the list of imports, as they stand in the URL. */
export const importsSearch = v.object({
  kind,
  state: v.optional(v.fallback(v.optional(v.picklist(importStates)), undefined)),
})
export type ImportsSearch = v.InferOutput<typeof importsSearch>

/** What a new import is to hold, when the link that led here knows it. */
export const newImportSearch = v.object({ kind })

/** Which rows of an import are looked at. */
export const importSearch = v.object({
  outcome: v.optional(v.fallback(v.optional(v.picklist(rowOutcomes)), undefined)),
  /** One kind of problem, as `problemKey` writes it: only the rows that have it. */
  problem: v.optional(v.fallback(v.optional(v.pipe(v.string(), v.maxLength(100))), undefined)),
})
export type ImportSearch = v.InferOutput<typeof importSearch>
