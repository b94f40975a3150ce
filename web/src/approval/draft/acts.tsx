import { useState } from 'react'
import { answer, api } from '@/api/client'
import type { ApprovalPolicyDraft } from '@/api/schema.gen'
import { ActionButton, findAction } from '@/ui/action-button'
import { AskDialog } from '../ask-dialog'
import { messages } from '../messages.en'
import { PublishDialog } from './publish'

const words = messages.draft

export type DraftActProps = { draft: ApprovalPolicyDraft; etag: string }
type Verb = 'discard' | 'propose' | 'publish' | 'return'

/** What can be done with a draft, each act asked once more; the server says which are open. */
export function DraftActs(props: DraftActProps) {
  // An act is on what was seen when it was asked for, whatever is read anew below the dialog.
  const [asked, setAsked] = useState<{ verb: Verb; seen: DraftActProps } | null>(null)
  const ask = (verb: Verb) => setAsked({ verb, seen: props })
  const close = () => setAsked(null)
  const { actions, status } = props.draft
  if (status === 'published' || status === 'discarded') return null
  return (
    <>
      <ActionButton
        action={findAction(actions, 'policy_draft.discard')}
        look="danger"
        onClick={() => ask('discard')}
      >
        {words.discard}
      </ActionButton>
      {status === 'proposed' ? (
        <>
          <ActionButton
            action={findAction(actions, 'policy_draft.return')}
            onClick={() => ask('return')}
          >
            {words.return}
          </ActionButton>
          <ActionButton
            action={findAction(actions, 'approval_policy.publish')}
            look="primary"
            onClick={() => ask('publish')}
          >
            {words.publish}
          </ActionButton>
        </>
      ) : (
        <ActionButton
          action={findAction(actions, 'policy_draft.propose')}
          look="primary"
          onClick={() => ask('propose')}
        >
          {words.propose}
        </ActionButton>
      )}
      {asked?.verb === 'discard' ? <Discard {...asked.seen} onClose={close} /> : null}
      {asked?.verb === 'propose' ? <Propose {...asked.seen} onClose={close} /> : null}
      {asked?.verb === 'return' ? <Return {...asked.seen} onClose={close} /> : null}
      {asked?.verb === 'publish' ? <PublishDialog {...asked.seen} onClose={close} /> : null}
    </>
  )
}

type DialogProps = DraftActProps & { onClose: () => void }

function paramsOf({ draft, etag }: DraftActProps) {
  return { path: { id: draft.id }, header: { 'If-Match': etag } }
}

function Discard({ onClose, ...seen }: DialogProps) {
  return (
    <AskDialog
      title={words.discard}
      detail={words.discardDetail}
      confirm={words.discard}
      done={words.discarded}
      isDanger
      run={() =>
        answer(api.POST('/v1/approval-policy-drafts/{id}/discard', { params: paramsOf(seen) }))
      }
      onClose={onClose}
    />
  )
}

function Propose({ onClose, ...seen }: DialogProps) {
  return (
    <AskDialog
      title={words.propose}
      detail={words.proposeDetail}
      confirm={words.propose}
      done={words.proposedDone}
      run={() =>
        answer(api.POST('/v1/approval-policy-drafts/{id}/propose', { params: paramsOf(seen) }))
      }
      onClose={onClose}
    />
  )
}

function Return({ onClose, ...seen }: DialogProps) {
  return (
    <AskDialog
      title={words.return}
      detail={words.returnDetail}
      confirm={words.return}
      done={words.returnedDone}
      needsReason
      run={(because) =>
        answer(
          api.POST('/v1/approval-policy-drafts/{id}/return', {
            params: paramsOf(seen),
            body: { because },
          }),
        )
      }
      onClose={onClose}
    />
  )
}
