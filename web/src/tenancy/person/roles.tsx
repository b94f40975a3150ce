import type { Role } from '@/api/schema.gen'
import { roleNames } from '../people-words.en'

/** The roles that somebody was given. */
export function Roles({ roles }: { roles: readonly Role[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {roles.map((role) => (
        <span key={role} className="rounded-full bg-sunken px-2 py-0.5 text-xs ring-1 ring-line">
          {roleNames[role]}
        </span>
      ))}
    </span>
  )
}
