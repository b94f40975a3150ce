import type { OrganisationState } from '@/api/schema.gen'
import { Pill, type Tone } from '@/ui/pill'
import { messages } from '../messages.en'

const tones: Record<OrganisationState, Tone> = {
  active: 'good',
  suspended: 'bad',
  deleting: 'bad',
  deleted: 'calm',
  unknown: 'calm',
}

/** How an organisation stands. */
export function StatePill({ state }: { state: OrganisationState }) {
  return <Pill tone={tones[state]}>{messages.organisations.states[state]}</Pill>
}
