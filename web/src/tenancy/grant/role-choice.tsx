import type { PermissionsOfPerson, PermissionView, RoleTemplate } from '@/api/schema.gen'
import { Checkbox } from '@/ui/checkbox'
import { roleMeanings } from '../invitation/words.en'
import { roleNames } from '../people-words.en'
import { GuardedLegend, GuardedMark } from '../permission/guarded-mark'
import { roles } from '../roles'
import { ChoiceCard } from './choice-card'
import { broughtBy, type DraftGrant } from './draft'
import { words } from './words.en'

const texts = words.create

type Chosen = Pick<DraftGrant, 'roles' | 'ownRoles'>

type RoleChoiceProps = {
  catalogue: readonly PermissionView[]
  /** Those of the organisation's own that can be given. */
  own: readonly RoleTemplate[]
  /** What the person has. */
  held: PermissionsOfPerson
  chosen: Chosen
  error: string | undefined
  onChange: (chosen: Partial<Chosen>) => void
}

/** Roles, each with what it brings. */
export function RoleChoice(props: RoleChoiceProps) {
  const { catalogue, own, held, chosen, error, onChange } = props
  const had = held.custom_roles.map(({ id }) => id)
  return (
    <ChoiceCard
      title={texts.roles}
      lead={
        <>
          <p>{texts.rolesLead}</p>
          <GuardedLegend />
        </>
      }
      error={error}
    >
      <ul className="border-line border-t">
        {roles.map((role) => (
          <RoleRow
            key={role}
            name={roleNames[role]}
            meaning={roleMeanings[role]}
            brought={broughtBy(role, catalogue)}
            isHad={held.roles.includes(role)}
            isChosen={chosen.roles.includes(role)}
            onChosen={(isChosen) => onChange({ roles: turned(chosen.roles, role, isChosen) })}
          />
        ))}
        {own.map(({ id, name, description, permissions }) => (
          <RoleRow
            key={id}
            name={name}
            meaning={description ?? texts.ownRole}
            brought={catalogue.filter(({ code }) => permissions.includes(code))}
            isHad={had.includes(id)}
            isChosen={chosen.ownRoles.includes(id)}
            onChosen={(isChosen) => onChange({ ownRoles: turned(chosen.ownRoles, id, isChosen) })}
          />
        ))}
      </ul>
    </ChoiceCard>
  )
}

function turned<One>(list: readonly One[], one: One, isChosen: boolean): readonly One[] {
  return isChosen ? [...list, one] : list.filter((other) => other !== one)
}

type RoleRowProps = {
  name: string
  meaning: string
  brought: readonly PermissionView[]
  isHad: boolean
  isChosen: boolean
  onChosen: (isChosen: boolean) => void
}

function RoleRow({ name, meaning, brought, isHad, isChosen, onChosen }: RoleRowProps) {
  return (
    <li className="border-line border-b px-5 py-2.5 last:border-0 max-sm:px-4 max-md:py-3.5">
      <Checkbox
        label={name}
        isChecked={isChosen}
        onCheckedChange={onChosen}
        hint={
          <>
            {meaning}
            {isHad ? `, ${texts.has}` : null}{' '}
            {brought.some(({ is_guarded }) => is_guarded) ? <GuardedMark /> : null}
          </>
        }
      />
      <details className="mt-0.5 ml-[26px] text-muted text-xs max-md:ml-[30px]">
        <summary className="w-fit cursor-pointer rounded-sm py-0.5 hover:text-ink max-md:py-2">
          <span className="sr-only">{name}: </span>
          {texts.brings(brought.length)}
        </summary>
        <ul className="mt-1 gap-x-6 rounded-md bg-sunken px-3 py-2 text-ink sm:columns-2 [&>li]:mb-1 [&>li]:break-inside-avoid">
          {brought.map(({ code, meaning: says, is_guarded }) => (
            <li key={code} title={code}>
              {says} {is_guarded ? <GuardedMark /> : null}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}
