import { useState } from 'react'
import type { HeldPermission, PermissionSource, PermissionsOfPerson, Role } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Checkbox } from '@/ui/checkbox'
import { isMatch } from '@/ui/option'
import { SearchField } from '@/ui/search-field'
import { roleNames, words } from '../people-words.en'
import { GuardedLegend, GuardedMark } from '../permission/guarded-mark'
import { sourcesInShort } from '../permission/sources'

const texts = words.take

/** What is chosen to be taken. */
export type Rights = {
  roles: readonly Role[]
  /** Those of the organisation's own, by their ids. */
  ownRoles: readonly string[]
  permissions: readonly string[]
}

export const noRights: Rights = { roles: [], ownRoles: [], permissions: [] }

/** The permissions that go: those that are chosen, and those whose every reason is a role that is chosen. */
export function goneWith(
  held: readonly HeldPermission[],
  { roles, ownRoles, permissions }: Rights,
): readonly HeldPermission[] {
  const isTaken = ({ role, custom_role }: PermissionSource) =>
    role ? roles.includes(role) : custom_role != null && ownRoles.includes(custom_role.id)
  return held.filter(({ code, sources }) => permissions.includes(code) || sources.every(isTaken))
}

type RightsToTakeProps = {
  held: PermissionsOfPerson
  rights: Rights
  onChange: (rights: Rights) => void
}

/** The roles and permissions that somebody has, to be ticked. */
export function RightsToTake({ held, rights, onChange }: RightsToTakeProps) {
  const turned = <One extends string>(list: readonly One[], one: One, isTicked: boolean) =>
    isTicked ? [...list, one] : list.filter((other) => other !== one)
  return (
    <>
      <fieldset>
        <legend className="font-[530] text-sm">{texts.roles}</legend>
        <p className="mb-2.5 text-faint text-xs">
          {held.roles.length + held.custom_roles.length > 0 ? texts.rolesHint : texts.noRoles}
        </p>
        <div className="flex flex-col gap-2.5 max-md:gap-4">
          {held.roles.map((role) => (
            <Checkbox
              key={role}
              label={roleNames[role]}
              hint={texts.brought(
                goneWith(held.permissions, { ...noRights, roles: [role] }).length,
              )}
              isChecked={rights.roles.includes(role)}
              onCheckedChange={(isTicked) =>
                onChange({ ...rights, roles: turned(rights.roles, role, isTicked) })
              }
            />
          ))}
          {held.custom_roles.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              hint={texts.brought(
                goneWith(held.permissions, { ...noRights, ownRoles: [id] }).length,
              )}
              isChecked={rights.ownRoles.includes(id)}
              onCheckedChange={(isTicked) =>
                onChange({ ...rights, ownRoles: turned(rights.ownRoles, id, isTicked) })
              }
            />
          ))}
        </div>
      </fieldset>
      {held.permissions.length > 0 ? (
        <Permissions
          held={held.permissions}
          chosen={rights.permissions}
          onTurn={(code, isTicked) =>
            onChange({ ...rights, permissions: turned(rights.permissions, code, isTicked) })
          }
        />
      ) : null}
    </>
  )
}

type PermissionsProps = {
  held: readonly HeldPermission[]
  chosen: readonly string[]
  onTurn: (code: string, isTicked: boolean) => void
}

function Permissions({ held, chosen, onTurn }: PermissionsProps) {
  const format = useFormat()
  const [text, setText] = useState('')
  const shown = held.filter(({ code, meaning }) => isMatch(text, `${code} ${meaning ?? ''}`))
  return (
    <fieldset>
      <legend className="font-[530] text-sm">{texts.permissions}</legend>
      <div className="mb-2.5 flex flex-col gap-1">
        <p className="text-faint text-xs">{texts.permissionsHint}</p>
        {held.some(({ is_guarded }) => is_guarded) ? <GuardedLegend /> : null}
      </div>
      <SearchField label={words.permissionsFilter} value={text} onSearch={setText} />
      <div className="mt-2.5 flex max-h-60 flex-col gap-2.5 overflow-y-auto rounded-md bg-sunken px-3 py-2.5 ring-1 ring-line max-md:gap-4">
        {shown.map(({ code, meaning, sources, is_guarded }) => (
          <Checkbox
            key={code}
            label={meaning ?? code}
            isChecked={chosen.includes(code)}
            onCheckedChange={(isTicked) => onTurn(code, isTicked)}
            hint={
              <>
                {sourcesInShort(sources, format)} {is_guarded ? <GuardedMark /> : null}
              </>
            }
          />
        ))}
        {shown.length === 0 ? <p className="text-muted text-sm">{words.noneFound}</p> : null}
      </div>
    </fieldset>
  )
}
