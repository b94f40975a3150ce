import { useFormat } from '@/kernel/format'
import { Pill } from '@/ui/pill'
import type { SeenInvitation } from './queries'
import { words } from './words.en'

/** How an invitation stands, and since or until when. */
export function InvitationPill({ invitation }: { invitation: SeenInvitation }) {
  const format = useFormat()
  const { expires_at, joined_at, withdrawn_at } = invitation
  switch (invitation.state) {
    case 'open':
      return <Pill tone="info">{words.waitingUntil(format.day(expires_at))}</Pill>
    case 'expired':
      return <Pill tone="warn">{words.expiredOn(format.day(expires_at))}</Pill>
    case 'withdrawn':
      return <Pill tone="calm">{words.withdrawnOn(format.day(withdrawn_at ?? expires_at))}</Pill>
    case 'joined':
      return <Pill tone="good">{words.joinedOn(format.day(joined_at ?? expires_at))}</Pill>
  }
}
