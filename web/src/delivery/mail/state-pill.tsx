import type { MailState } from '@/api/schema.gen'
import { Pill, type Tone } from '@/ui/pill'
import { messages } from '../messages.en'

const tones: Record<MailState, Tone> = {
  waiting: 'warn',
  sending: 'info',
  sent: 'good',
  failed: 'bad',
}

export function MailStatePill({ state }: { state: MailState }) {
  return <Pill tone={tones[state]}>{messages.state[state]}</Pill>
}
