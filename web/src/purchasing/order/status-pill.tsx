import { Pill, type Tone } from '@/ui/pill'
import type { OrderLifecycle } from './lifecycle'
import { messages } from './messages.en'

const tones: Record<OrderLifecycle, Tone> = {
  draft: 'calm',
  pending_approval: 'warn',
  approved: 'violet',
  issued: 'info',
  acknowledged: 'info',
  completed: 'good',
  short_closed: 'calm',
  rejected: 'bad',
  cancelled: 'calm',
}

export function OrderPill({ lifecycle }: { lifecycle: OrderLifecycle }) {
  return <Pill tone={tones[lifecycle]}>{messages.lifecycle[lifecycle]}</Pill>
}
