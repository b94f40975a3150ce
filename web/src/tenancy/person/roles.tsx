import type { CustomRole, Role } from '@/api/schema.gen'
import { roleNames } from '../people-words.en'

type RolesProps = { roles: readonly Role[]; own?: readonly CustomRole[] }

/** The roles that somebody was given; those of the organisation's own by the names it gave them. */
export function Roles({ roles, own = [] }: RolesProps) {
  return (
    <span className="flex min-w-0 flex-wrap gap-1">
      {roles.map((role) => (
        <Chip key={role} name={roleNames[role]} />
      ))}
      {own.map(({ id, name }) => (
        <Chip key={id} name={name} />
      ))}
    </span>
  )
}

function Chip({ name }: { name: string }) {
  return (
    <span className="min-w-0 rounded-full bg-sunken px-2 py-0.5 text-xs ring-1 ring-line [overflow-wrap:anywhere]">
      {name}
    </span>
  )
}
