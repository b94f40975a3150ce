import type { ApprovalPolicyState } from '@/api/schema.gen'
import { Pill } from '@/ui/pill'
import { messages } from '../messages.en'

const tones = { scheduled: 'info', in_force: 'good', superseded: 'calm', withdrawn: 'bad' } as const

/** Where a version stands. */
export function PolicyStatePill({ state }: { state: ApprovalPolicyState }) {
  return <Pill tone={tones[state]}>{messages.state[state]}</Pill>
}
