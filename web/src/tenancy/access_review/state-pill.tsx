import type { AccessReviewLineState, AccessReviewState } from '@/api/schema.gen'
import { Pill, type Tone } from '@/ui/pill'
import { words } from './words.en'

const reviewTones: Record<AccessReviewState, Tone> = {
  open: 'info',
  signed_off: 'good',
  cancelled: 'calm',
}
const lineTones: Record<AccessReviewLineState, Tone> = {
  open: 'info',
  kept: 'good',
  taken: 'bad',
  gone: 'calm',
}

/** How a review stands. */
export function ReviewPill({ state }: { state: AccessReviewState }) {
  return <Pill tone={reviewTones[state]}>{words.states[state]}</Pill>
}

/** How a line stands. */
export function LinePill({ state }: { state: AccessReviewLineState }) {
  return <Pill tone={lineTones[state]}>{words.lineStates[state]}</Pill>
}
