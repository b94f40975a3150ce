import { useState } from 'react'
import { answer, api } from '@/api/client'
import type { ApprovalPolicy } from '@/api/schema.gen'
import { ActionButton, findAction } from '@/ui/action-button'
import { AskDialog } from '../ask-dialog'
import { messages } from '../messages.en'

const words = messages.withdraw

/** Takes a version back before its hour, with a reason. */
export function WithdrawPolicy({ policy }: { policy: ApprovalPolicy }) {
  const [isAsked, setIsAsked] = useState(false)
  if (policy.state !== 'scheduled') return null
  return (
    <>
      <ActionButton
        action={findAction(policy.actions, 'approval_policy.withdraw')}
        look="danger"
        onClick={() => setIsAsked(true)}
      >
        {words.act}
      </ActionButton>
      {isAsked ? (
        <AskDialog
          title={words.title}
          detail={words.detail}
          confirm={words.act}
          done={words.done}
          isDanger
          needsReason
          run={(reason) =>
            answer(
              api.POST('/v1/approval-policies/{id}/withdraw', {
                params: { path: { id: policy.id } },
                body: { reason },
              }),
            )
          }
          onClose={() => setIsAsked(false)}
        />
      ) : null}
    </>
  )
}
