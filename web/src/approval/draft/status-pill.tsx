import type { ApprovalPolicyDraftStatus } from '@/api/schema.gen'
import { Pill } from '@/ui/pill'
import { messages } from '../messages.en'

const tones = { open: 'calm', proposed: 'info', published: 'good', discarded: 'bad' } as const

/** How far a draft came. */
export function DraftStatusPill({ status }: { status: ApprovalPolicyDraftStatus }) {
  return <Pill tone={tones[status]}>{messages.drafts.status[status]}</Pill>
}
