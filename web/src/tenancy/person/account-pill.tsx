import type { Person } from '@/api/schema.gen'
import { Pill } from '@/ui/pill'
import { words } from '../people-words.en'

/** Whether an account can be used. */
export function AccountPill({ person }: { person: Person }) {
  if (person.is_invited) return <Pill tone="info">{words.invited}</Pill>
  return person.is_active ? (
    <Pill tone="good">{words.active}</Pill>
  ) : (
    <Pill tone="calm">{words.inactive}</Pill>
  )
}
