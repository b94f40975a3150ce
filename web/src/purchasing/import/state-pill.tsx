import { Pill, type Tone } from '@/ui/pill'
import { messages } from './messages.en'
import type { Import } from './queries'

const tones: Record<Import['state'], Tone> = {
  uploaded: 'calm',
  tried: 'warn',
  confirmed: 'good',
  discarded: 'calm',
  undone: 'calm',
}

export function ImportStatePill({ state }: { state: Import['state'] }) {
  return <Pill tone={tones[state]}>{messages.state[state]}</Pill>
}
