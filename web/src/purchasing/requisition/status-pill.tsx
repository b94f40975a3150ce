import { Pill, type Tone } from '@/ui/pill'
import type { RequisitionLifecycle } from './lifecycle'
import { messages } from './messages.en'

const tones: Record<RequisitionLifecycle, Tone> = {
  draft: 'calm',
  in_approval: 'warn',
  approved: 'violet',
  partially_ordered: 'info',
  ordered: 'good',
  short_closed: 'calm',
  rejected: 'bad',
  cancelled: 'calm',
}

export function RequisitionPill({ lifecycle }: { lifecycle: RequisitionLifecycle }) {
  return <Pill tone={tones[lifecycle]}>{messages.lifecycle[lifecycle]}</Pill>
}
