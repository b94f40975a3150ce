import { Pill } from '@/ui/pill'
import type { SeenRole } from './queries'
import { words } from './words.en'

/** Whether a role comes along, is the organisation's own, or is retired. */
export function KindPill({ role }: { role: SeenRole }) {
  if (!role.is_active) return <Pill tone="calm">{words.retired}</Pill>
  return role.built_in ? (
    <Pill tone="info">{words.builtIn}</Pill>
  ) : (
    <Pill tone="good">{words.own}</Pill>
  )
}
