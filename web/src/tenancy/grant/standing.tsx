import type { GrantState } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Pill, type Tone } from '@/ui/pill'
import type { SeenGrant } from './queries'
import { words } from './words.en'

const tones: Record<GrantState, Tone> = {
  waiting: 'warn',
  given: 'good',
  refused: 'bad',
  withdrawn: 'calm',
}

/** How a grant stands, who decided it and why. */
export function GrantStanding({ grant }: { grant: SeenGrant }) {
  const format = useFormat()
  const { state, decided_by_name, decided_at, decision_reason } = grant
  return (
    <span className="flex min-w-0 flex-col items-start gap-1 [overflow-wrap:anywhere]">
      <Pill tone={tones[state]}>{words.states[state]}</Pill>
      {decided_by_name && decided_at ? (
        <span className="text-faint text-xs">
          {words.decided(decided_by_name, format.ago(decided_at))}
        </span>
      ) : null}
      {state === 'given' && !decided_by_name ? (
        <span className="text-faint text-xs">{words.atOnce}</span>
      ) : null}
      {decision_reason ? (
        <span className="text-muted text-xs">{words.because(decision_reason)}</span>
      ) : null}
    </span>
  )
}
