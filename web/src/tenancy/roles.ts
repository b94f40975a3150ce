import type { Role } from '@/api/schema.gen'

/** All roles, in the order of the documents. */
export const roles: readonly Role[] = [
  'requester',
  'head_of_department',
  'accounts',
  'general_manager',
  'admin',
  'owner',
  'auditor',
]
