import type { AskedSupportState } from '@/api/schema.gen'
import { Pill, type Tone } from '@/ui/pill'
import { words } from './words.en'

const tones: Record<AskedSupportState, Tone> = {
  waiting: 'warn',
  approved: 'info',
  open: 'good',
  refused: 'bad',
  withdrawn: 'calm',
  ended: 'calm',
  lapsed: 'calm',
  unknown: 'calm',
}

/** How what was asked for stands in its organisation. */
export function AskedSupportPill({ state }: { state: AskedSupportState }) {
  return <Pill tone={tones[state]}>{words.states[state]}</Pill>
}
