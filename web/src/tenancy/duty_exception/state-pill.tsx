import { Pill } from '@/ui/pill'
import type { SeenDutyException } from './queries'
import { words } from './words.en'

/** How an exception stands. */
export function DutyExceptionPill({ exception }: { exception: SeenDutyException }) {
  switch (exception.state) {
    case 'open':
      return exception.is_overdue ? (
        <Pill tone="bad">{words.overdue}</Pill>
      ) : (
        <Pill tone="info">{words.states.open}</Pill>
      )
    case 'accepted':
      return <Pill tone="good">{words.states.accepted}</Pill>
    case 'raised':
      return <Pill tone="bad">{words.states.raised}</Pill>
  }
}
