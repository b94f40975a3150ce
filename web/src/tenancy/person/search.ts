import * as v from 'valibot'
import { roles } from '../roles'

const text = v.optional(v.fallback(v.optional(v.string()), undefined))

export const peopleSearch = v.object({
  text,
  role: v.optional(v.fallback(v.optional(v.picklist(roles)), undefined)),
  account: v.optional(v.fallback(v.optional(v.picklist(['active', 'inactive'])), undefined)),
  custom_role_id: v.optional(v.fallback(v.optional(v.pipe(v.string(), v.uuid())), undefined)),
})
export type PeopleSearch = v.InferOutput<typeof peopleSearch>

/** Which of somebody's permissions. */
export const personSearch = v.object({ text })
export type PersonSearch = v.InferOutput<typeof personSearch>

export const permissionSearch = v.object({
  text,
  show: v.optional(v.fallback(v.optional(v.picklist(['planned', 'all'])), undefined)),
})
export type PermissionSearch = v.InferOutput<typeof permissionSearch>
