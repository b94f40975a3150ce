import type { PermissionView, RoleTemplate } from '@/api/schema.gen'
import { fieldErrors, type Problem } from '@/kernel/problem'
import { words } from './words.en'

/** A role while it is written. */
export type DraftRole = { name: string; description: string; permissions: readonly string[] }

/** By field; a single permission by its code: `permissions.supplier.export`. */
export type Errors = Readonly<Record<string, string>>

export const blankRole: DraftRole = { name: '', description: '', permissions: [] }

export function draftOf({ name, description, permissions }: RoleTemplate): DraftRole {
  return { name, description: description ?? '', permissions }
}

/** Whether two say the same, in whichever order their permissions were ticked. */
export function isSame(one: DraftRole, other: DraftRole): boolean {
  const held = ({ permissions }: DraftRole) => permissions.toSorted().join()
  return (
    one.name === other.name && one.description === other.description && held(one) === held(other)
  )
}

/** What a template holds that can still be given. */
export function templateOf(
  role: Pick<RoleTemplate, 'permissions'>,
  catalogue: readonly PermissionView[],
): readonly string[] {
  const live = catalogue.filter(({ is_live }) => is_live).map(({ code }) => code)
  return role.permissions.filter((code) => live.includes(code))
}

/** As the server asks for it. */
export function requestOf({ name, description, permissions }: DraftRole) {
  return {
    name: name.trim(),
    description: description.trim() || null,
    permissions: permissions.toSorted(),
  }
}

/** What is missing before it is worth sending. */
export function faultsOf({ name, permissions }: DraftRole): Errors {
  return {
    ...(name.trim() === '' ? { name: words.form.needName } : {}),
    ...(permissions.length === 0 ? { permissions: words.form.needPermission } : {}),
  }
}

/** The server's messages by field: `permissions[2]` becomes the code that was sent third. */
export function serverFaults(sent: DraftRole, problem: Problem): Errors {
  const codes = requestOf(sent).permissions
  const entries = Object.entries(fieldErrors(problem)).flatMap(([path, message]) => {
    const [, place = ''] = /^permissions\.(\d+)$/.exec(path) ?? []
    const code = place === '' ? undefined : codes[Number(place)]
    if (code !== undefined) return [[`permissions.${code}`, message]]
    return ['name', 'description', 'permissions'].includes(path) ? [[path, message]] : []
  })
  return Object.fromEntries(entries)
}
