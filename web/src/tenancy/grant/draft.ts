import type {
  CreateGrantRequest,
  HeldPermission,
  PermissionView,
  Role,
  RoleTemplate,
} from '@/api/schema.gen'
import { endOfDay, isCalendarDate } from '@/kernel/dates'
import { fieldErrors, type Problem } from '@/kernel/problem'
import { isMatch } from '@/ui/option'
import { words } from './words.en'

/** Rights to give, while they are chosen. */
export type DraftGrant = {
  roles: readonly Role[]
  /** Those of the organisation's own, by their ids. */
  ownRoles: readonly string[]
  permissions: readonly string[]
  reason: string
  /** The last day, in the reader's zone; none where they stay. */
  until: string
  waiver: string
}

/** By field; a single permission by its code: `permissions.supplier.export`. */
export type Errors = Readonly<Record<string, string>>

export const blankGrant: DraftGrant = {
  roles: [],
  ownRoles: [],
  permissions: [],
  reason: '',
  until: '',
  waiver: '',
}

export function isBlank(draft: DraftGrant): boolean {
  return Object.values(draft).every((value) => value.length === 0)
}

/** As the server asks for it. The waiver goes along only where one was asked for. */
export function requestOf(
  draft: DraftGrant,
  personId: string,
  timeZone: string,
  isWaived: boolean,
): CreateGrantRequest {
  const { roles, ownRoles, permissions, reason, until, waiver } = draft
  return {
    person_id: personId,
    roles: [...roles],
    custom_roles: [...ownRoles],
    permissions: [...permissions],
    reason: reason.trim(),
    expires_at: isCalendarDate(until) ? endOfDay(until, timeZone) : null,
    waiver: (isWaived && waiver.trim()) || null,
  }
}

/** What is missing before it is worth sending. */
export function faultsOf({ roles, ownRoles, permissions, reason }: DraftGrant): Errors {
  const texts = words.create
  return {
    ...(roles.length + ownRoles.length + permissions.length === 0 ? { roles: texts.nothing } : {}),
    ...(reason.trim() === '' ? { reason: texts.needReason } : {}),
  }
}

const fields = ['roles', 'permissions', 'reason', 'expires_at', 'waiver']

/** The server's messages by field: `permissions[2]` becomes the code that was sent third. */
export function serverFaults({ permissions }: DraftGrant, problem: Problem): Errors {
  const entries = Object.entries(fieldErrors(problem)).flatMap(([path, message]) => {
    const [, place = ''] = /^permissions\.(\d+)$/.exec(path) ?? []
    const code = place === '' ? undefined : permissions[Number(place)]
    if (code !== undefined) return [[`permissions.${code}`, message]]
    if (path.startsWith('custom_roles')) return [['roles', message]]
    return fields.includes(path) ? [[path, message]] : []
  })
  return Object.fromEntries(entries)
}

/** The live permissions of the catalogue that match, below what they are of. */
export function groupsOf(
  catalogue: readonly PermissionView[],
  text: string,
): readonly { noun: string; permissions: readonly PermissionView[] }[] {
  const groups = new Map<string, PermissionView[]>()
  for (const permission of catalogue) {
    const noun = nounOf(permission.code)
    if (!permission.is_live || !isMatch(text, `${permission.code} ${permission.meaning}`)) continue
    groups.set(noun, [...(groups.get(noun) ?? []), permission])
  }
  return [...groups].map(([noun, permissions]) => ({ noun, permissions }))
}

/** "purchase_order.approve" is about "Purchase order". */
function nounOf(code: string): string {
  const noun = code.split('.')[0]?.replaceAll('_', ' ') ?? code
  return noun.charAt(0).toUpperCase() + noun.slice(1)
}

/** What the template of a role holds by now. */
export function broughtBy(
  role: Role,
  catalogue: readonly PermissionView[],
): readonly PermissionView[] {
  return catalogue.filter(({ is_live, roles }) => is_live && roles.includes(role))
}

/** The guarded ones among all that was chosen, for a word before it is sent; the server decides. */
export function guardedOf(
  { roles, ownRoles, permissions }: DraftGrant,
  catalogue: readonly PermissionView[],
  own: readonly RoleTemplate[] = [],
): readonly PermissionView[] {
  const chosen = own.filter(({ id }) => ownRoles.includes(id))
  return catalogue.filter(
    (one) =>
      one.is_guarded &&
      (permissions.includes(one.code) ||
        chosen.some((role) => role.permissions.includes(one.code)) ||
        (one.is_live && one.roles.some((role) => roles.includes(role)))),
  )
}

/** What somebody holds by now, by code. */
export function heldByCode(held: readonly HeldPermission[]): ReadonlyMap<string, HeldPermission> {
  return new Map(held.map((permission) => [permission.code, permission]))
}
