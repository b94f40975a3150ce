import { Send, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAsked } from '@/access/use-asked'
import { findAction } from '@/ui/action-button'
import { MenuItem } from '@/ui/menu'
import { RowMenu } from '@/ui/row-menu'
import type { SeenInvitation } from './queries'
import { useResend } from './resend'
import { WithdrawInvitation } from './withdraw'
import { words } from './words.en'

export type AskWithdraw = (invitation: SeenInvitation) => void

/** Which invitation is to be taken back, and the dialog of that for beside the list. */
export function useAskedToWithdraw() {
  return useAsked<SeenInvitation>((invitation, onClose) => (
    <WithdrawInvitation invitation={invitation} onClose={onClose} />
  ))
}

type InvitationActsProps = { invitation: SeenInvitation; ask: AskWithdraw }

/** What may be done with an invitation, each with its reason when it may not. */
export function InvitationActs({ invitation, ask }: InvitationActsProps): ReactNode {
  const resending = useResend(invitation)
  const resend = findAction(invitation.actions, 'invitation.resend')
  const withdraw = findAction(invitation.actions, 'invitation.withdraw')
  if (!resend && !withdraw) return null
  return (
    <RowMenu label={words.acts(invitation.name)} isBusy={resending.isPending}>
      {resend ? (
        <MenuItem
          icon={<Send className="size-4" aria-hidden="true" />}
          closedBecause={resend.closed_because?.reason}
          onSelect={() => resending.mutate()}
        >
          {words.resend}
        </MenuItem>
      ) : null}
      {withdraw ? (
        <MenuItem
          isDanger
          icon={<Undo2 className="size-4" aria-hidden="true" />}
          closedBecause={withdraw.closed_because?.reason}
          onSelect={() => ask(invitation)}
        >
          {words.withdraw}
        </MenuItem>
      ) : null}
    </RowMenu>
  )
}
