import type { SupplierStatus } from '@/api/schema.gen'
import { Pill, type Tone } from '@/ui/pill'
import { messages } from '../messages.en'

const tones: Record<SupplierStatus, Tone> = {
  proposed: 'warn',
  active: 'good',
  blocked: 'bad',
  withdrawn: 'calm',
}

export function SupplierStatusPill({ status }: { status: SupplierStatus }) {
  return <Pill tone={tones[status]}>{messages.status[status]}</Pill>
}
