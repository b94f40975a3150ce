import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { useAsked } from '@/access/use-asked'
import { ActionButton, findAction } from '@/ui/action-button'
import { classNames } from '@/ui/class-names'
import { ApproveGrant } from './approve'
import type { SeenGrant } from './queries'
import { RefuseGrant } from './refuse'
import { WithdrawGrant } from './withdraw'
import { words } from './words.en'

type Act = 'approve' | 'refuse' | 'withdraw'
type Asked = { act: Act; grant: SeenGrant }
export type Ask = (asked: Asked) => void

const dialogs = { approve: ApproveGrant, refuse: RefuseGrant, withdraw: WithdrawGrant }

/** What is asked of a grant, and its dialog for beside the list. */
export function useAskedOfGrant() {
  return useAsked<Asked>(({ act, grant }, onClose) => {
    const Dialog = dialogs[act]
    return <Dialog grant={grant} onClose={onClose} />
  })
}

type GrantActsProps = { grant: SeenGrant; ask: Ask; className?: string }

/** What may be done with a grant that waits, each with its reason when it may not; what one may never do is not offered. */
export function GrantActs({ grant, ask, className }: GrantActsProps): ReactNode {
  const offered: Record<Act, boolean> = {
    approve: useCan('grant.approve'),
    refuse: useCan('grant.refuse'),
    withdraw: useCan('grant.withdraw'),
  }
  const button = (act: Act, look?: 'primary' | 'danger') =>
    offered[act] ? (
      <ActionButton
        action={findAction(grant.actions, `grant.${act}`)}
        size="sm"
        {...(look ? { look } : {})}
        aria-label={`${words[act]}: ${grant.person_name}`}
        onClick={() => ask({ act, grant })}
      >
        {words[act]}
      </ActionButton>
    ) : null
  return grant.state === 'waiting' ? (
    <span className={classNames('flex flex-wrap gap-1.5', className)}>
      {button('approve', 'primary')}
      {button('refuse', 'danger')}
      {button('withdraw')}
    </span>
  ) : null
}
