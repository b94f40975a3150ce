import * as v from 'valibot'

const text = v.optional(v.fallback(v.optional(v.string()), undefined))
const id = v.optional(v.fallback(v.optional(v.pipe(v.string(), v.uuid())), undefined))
const date = v.optional(v.fallback(v.optional(v.pipe(v.string(), v.isoDate())), undefined))

/** The filters of the trail, and the event that is open, as they stand in the URL. */
export const auditSearch = v.object({
  person_id: id,
  entity: text,
  entity_id: id,
  action: text,
  from: date,
  to: date,
  request_id: id,
  q: text,
  event: id,
})
export type AuditSearch = v.InferOutput<typeof auditSearch>

export const denialSearch = v.object({ person_id: id, permission: text, from: date, to: date })
export type DenialSearch = v.InferOutput<typeof denialSearch>
