import { useFormat } from '@/kernel/format'
import { Pill } from '@/ui/pill'
import type { SeenFactorReset } from './queries'
import { words } from './words.en'

/** How a reset stands; one that waits says until when. */
export function FactorResetPill({ reset }: { reset: SeenFactorReset }) {
  const format = useFormat()
  switch (reset.state) {
    case 'waiting':
      return <Pill tone="info">{words.waitingUntil(format.instant(reset.expires_at))}</Pill>
    case 'approved':
      return <Pill tone="good">{words.states.approved}</Pill>
    case 'refused':
      return <Pill tone="bad">{words.states.refused}</Pill>
    case 'withdrawn':
      return <Pill tone="calm">{words.states.withdrawn}</Pill>
    case 'expired':
      return <Pill tone="warn">{words.states.expired}</Pill>
  }
}
