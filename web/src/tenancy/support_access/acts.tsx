import type { ReactNode } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { useAsked } from '@/access/use-asked'
import { answer, api, etagOf } from '@/api/client'
import { ActButtons } from '@/ui/act-buttons'
import { findAction } from '@/ui/action-button'
import { type SeenSupportAccess, supportAccessKeys } from './queries'
import { words } from './words.en'

type ActProps = { access: SeenSupportAccess; onClose: () => void }

const acts = [
  {
    name: 'support_access.approve',
    says: words.approve,
    look: 'primary' as const,
    Dialog: Approve,
  },
  { name: 'support_access.refuse', says: words.refuse, look: 'plain' as const, Dialog: Refuse },
  { name: 'support_access.end', says: words.end, look: 'danger' as const, Dialog: End },
]

type Asked = { act: (typeof acts)[number]; access: SeenSupportAccess }

/** What is asked of a request, and its dialog for beside the list. */
export function useAskedOfSupport() {
  return useAsked<Asked>(({ act: { Dialog }, access }, onClose) => (
    <Dialog access={access} onClose={onClose} />
  ))
}

type SupportActsProps = { access: SeenSupportAccess; ask: (asked: Asked) => void }

/** What this person may do about a request; what waits is refused rather than ended. */
export function SupportActs({ access, ask }: SupportActsProps): ReactNode {
  const refusal = findAction(access.actions, 'support_access.refuse')
  const mayRefuse = refusal !== undefined && !refusal.closed_because
  return (
    <ActButtons
      acts={acts.filter(({ Dialog }) => !(mayRefuse && Dialog === End))}
      actions={access.actions}
      onAsk={(act) => ask({ act, access })}
    />
  )
}

function paramsOf({ id, revision }: SeenSupportAccess) {
  return { path: { id }, header: { 'If-Match': etagOf(revision) } }
}

/** It gives away all that can be read: the server asks to have it confirmed. */
function Approve({ access, onClose }: ActProps) {
  const params = paramsOf(access)
  return (
    <AskDialog
      title={words.approveTitle(access.operator_name)}
      detail={words.approveDetail(access.minutes)}
      confirm={words.approve}
      done={words.approved(access.operator_name)}
      stale={supportAccessKeys.all}
      run={() => answer(api.POST('/v1/support-accesses/{id}/approve', { params }))}
      onClose={onClose}
    >
      <p className="text-sm [overflow-wrap:anywhere]">{access.reason}</p>
    </AskDialog>
  )
}

function Refuse({ access, onClose }: ActProps) {
  const params = paramsOf(access)
  return (
    <AskDialog
      title={words.refuseTitle(access.operator_name)}
      detail={words.refuseDetail}
      confirm={words.refuse}
      done={words.refused}
      stale={supportAccessKeys.all}
      needsReason
      reasonMax={500}
      run={(reason) =>
        answer(api.POST('/v1/support-accesses/{id}/refuse', { params, body: { reason } }))
      }
      onClose={onClose}
    />
  )
}

/** Also asked from the bar at the foot of every screen. */
export function End({ access, onClose }: ActProps) {
  const params = paramsOf(access)
  return (
    <AskDialog
      title={words.endTitle(access.operator_name)}
      detail={words.endDetail}
      confirm={words.end}
      done={words.ended}
      stale={supportAccessKeys.all}
      isDanger
      run={() => answer(api.POST('/v1/support-accesses/{id}/end', { params }))}
      onClose={onClose}
    />
  )
}
