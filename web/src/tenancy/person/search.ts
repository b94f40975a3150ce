import * as v from 'valibot'

const roles = [
  'requester',
  'head_of_department',
  'accounts',
  'general_manager',
  'admin',
  'owner',
  'auditor',
] as const

const text = v.optional(v.fallback(v.optional(v.string()), undefined))

export const peopleSearch = v.object({
  text,
  role: v.optional(v.fallback(v.optional(v.picklist(roles)), undefined)),
})
export type PeopleSearch = v.InferOutput<typeof peopleSearch>

export const permissionSearch = v.object({
  text,
  show: v.optional(v.fallback(v.optional(v.picklist(['planned', 'all'])), undefined)),
})
export type PermissionSearch = v.InferOutput<typeof permissionSearch>
