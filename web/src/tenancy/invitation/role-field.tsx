import { ChevronsUpDown } from 'lucide-react'
import { useCan } from '@/access/can'
import { guarded } from '@/access/permissions.gen'
import { useFormat } from '@/kernel/format'
import { Field, type FieldProps } from '@/ui/field'
import { Menu, MenuTick } from '@/ui/menu'
import { roleNames } from '../people-words.en'
import { useOwnRoles } from '../role/queries'
import { roles as all } from '../roles'
import { isRole } from './draft'
import { roleMeanings, words } from './words.en'

const texts = words.create

type RoleFieldProps = Omit<FieldProps, 'hint' | 'isOptional'> & {
  roles: readonly string[]
  onRolesChange: (roles: readonly string[]) => void
}

/** Several roles out of all; what was read from a list and is none can only be taken out. */
export function RoleField({ roles, onRolesChange, ...field }: RoleFieldProps) {
  const format = useFormat()
  const isAlone = useCan('invitation.create_governing')
  const turn = (role: string, isTicked: boolean) =>
    onRolesChange(isTicked ? [...roles, role] : roles.filter((one) => one !== role))
  const own = useOwnRoles()
  const unknown = roles.filter((role) => !isRole(role) && !own.some(({ id }) => id === role))
  const named = [
    ...all.filter((role) => roles.includes(role)).map((role) => roleNames[role]),
    ...own.filter(({ id }) => roles.includes(id)).map(({ name }) => name),
  ]
  const chosen = format.list([...named, ...unknown])
  const hintOf = (meaning: string, isGuarded: boolean) =>
    isGuarded && !isAlone ? texts.guarded(meaning) : meaning
  return (
    <Field {...field}>
      {(aria, labelId) => (
        <div className="control flex h-9 max-md:h-11 [&>span]:w-full">
          <Menu
            align="start"
            trigger={
              <button
                type="button"
                {...aria}
                aria-labelledby={`${labelId} ${aria.id}-chosen`}
                className="flex h-full w-full min-w-0 items-center gap-2 rounded-md px-2.5 text-left text-sm outline-none max-md:text-lg"
              >
                <span id={`${aria.id}-chosen`} className="min-w-0 flex-1 truncate">
                  {chosen || <span className="text-faint">{texts.chooseRoles}</span>}
                </span>
                <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
              </button>
            }
          >
            {all.map((role) => (
              <MenuTick
                key={role}
                isTicked={roles.includes(role)}
                onTickedChange={(ticked) => turn(role, ticked)}
                hint={hintOf(roleMeanings[role], guarded.includes(role))}
              >
                {roleNames[role]}
              </MenuTick>
            ))}
            {own.map(({ id, name, description, is_guarded }) => (
              <MenuTick
                key={id}
                isTicked={roles.includes(id)}
                onTickedChange={(ticked) => turn(id, ticked)}
                hint={hintOf(description ?? texts.ownRole, is_guarded)}
              >
                {name}
              </MenuTick>
            ))}
            {unknown.map((role) => (
              <MenuTick
                key={role}
                isTicked
                onTickedChange={() => turn(role, false)}
                hint={texts.notARole}
              >
                {role}
              </MenuTick>
            ))}
          </Menu>
        </div>
      )}
    </Field>
  )
}
