import { Ban, Check, CornerUpLeft, FilePlus2, ListX, RotateCcw, Send, Undo2, X } from 'lucide-react'
import { lazy } from 'react'
import type { RequisitionDocument } from '@/api/schema.gen'
import { findAction } from '@/ui/action-button'
import type { Act } from '../document/acts'
import { messages as shared } from '../document/messages.en'
import { ApproveRequisition } from './approve'
import { CancelRequisition } from './cancel'
import type { RequisitionLifecycle } from './lifecycle'
import { messages } from './messages.en'
import { RejectRequisition } from './reject'
import { ReturnRequisition } from './return'
import type { SeenRequisition } from './seen'
import { SubmitRequisition } from './submit'
import { WithdrawRequisition } from './withdraw'

const words = messages.act
const OrderRequisition = lazy(() => import('./order'))
const ShortCloseRequisition = lazy(() => import('./short-close'))
const ReopenRequisition = lazy(() => import('./reopen'))
const icon = { className: 'size-4 shrink-0', 'aria-hidden': true } as const

/** Every act on a requisition that has a dialog. */
export const requisitionActs: readonly Act<SeenRequisition>[] = [
  {
    name: 'requisition.reject',
    label: words.reject,
    icon: <X {...icon} />,
    look: 'danger',
    Dialog: RejectRequisition,
  },
  {
    name: 'requisition.approve',
    label: words.approve,
    icon: <Check {...icon} />,
    look: 'primary',
    chord: 'a',
    Dialog: ApproveRequisition,
  },
  {
    name: 'requisition.return',
    label: words.return,
    icon: <CornerUpLeft {...icon} />,
    Dialog: ReturnRequisition,
  },
  {
    name: 'requisition.submit',
    label: words.submit,
    icon: <Send {...icon} />,
    look: 'primary',
    Dialog: SubmitRequisition,
  },
  {
    name: 'requisition.withdraw',
    label: words.withdraw,
    icon: <Undo2 {...icon} />,
    Dialog: WithdrawRequisition,
  },
  {
    name: 'requisition.order',
    label: words.order,
    icon: <FilePlus2 {...icon} />,
    look: 'primary',
    Dialog: OrderRequisition,
  },
  {
    name: 'requisition.short_close',
    label: shared.requisition.shortClose,
    icon: <ListX {...icon} />,
    look: 'danger',
    Dialog: ShortCloseRequisition,
  },
  {
    name: 'requisition.reopen',
    label: shared.requisition.reopen,
    icon: <RotateCcw {...icon} />,
    Dialog: ReopenRequisition,
  },
  {
    name: 'requisition.cancel',
    label: words.cancel,
    icon: <Ban {...icon} />,
    look: 'danger',
    Dialog: CancelRequisition,
  },
]

const chief: Record<RequisitionLifecycle, readonly string[]> = {
  draft: ['requisition.submit'],
  in_approval: ['requisition.reject', 'requisition.approve'],
  approved: ['requisition.order'],
  partially_ordered: ['requisition.order'],
  ordered: [],
  short_closed: [],
  rejected: [],
  cancelled: [],
}

/** The acts that matter now. Who waits for others to approve sees the closed approval, and the way back. */
export function chiefActs(requisition: RequisitionDocument): readonly string[] {
  const names = chief[requisition.lifecycle]
  const approve = findAction(requisition.actions, 'requisition.approve')
  const withdraw = findAction(requisition.actions, 'requisition.withdraw')
  const isWaiting = requisition.lifecycle === 'in_approval' && approve?.closed_because
  if (!isWaiting) return names
  return withdraw && !withdraw.closed_because
    ? ['requisition.withdraw', 'requisition.approve']
    : ['requisition.approve']
}
