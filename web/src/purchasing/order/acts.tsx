import {
  Ban,
  Check,
  CirclePause,
  CirclePlay,
  CornerUpLeft,
  ListX,
  MessageSquareReply,
  RotateCcw,
  Send,
  Stamp,
  Undo2,
  X,
} from 'lucide-react'
import { lazy } from 'react'
import type { PurchaseOrderDetails } from '@/api/schema.gen'
import { findAction } from '@/ui/action-button'
import type { Act } from '../document/acts'
import { messages as shared } from '../document/messages.en'
import type { OrderLifecycle } from './lifecycle'
import { messages } from './messages.en'
import type { SeenOrder } from './seen'

const words = messages.act
// Most who look at an order do nothing to it: each dialog comes when it is asked for.
const RejectOrder = lazy(() => import('./reject'))
const ApproveOrder = lazy(() => import('./approve'))
const ReturnOrder = lazy(() => import('./return'))
const SubmitOrder = lazy(() => import('./submit'))
const WithdrawOrder = lazy(() => import('./withdraw'))
const IssueOrder = lazy(() => import('./issue'))
const AcknowledgeOrder = lazy(() => import('./acknowledge'))
const HoldOrder = lazy(() => import('./hold'))
const ReleaseOrder = lazy(() => import('./release'))
const CancelOrder = lazy(() => import('./cancel'))
const ShortCloseOrder = lazy(() => import('./short-close'))
const ReopenOrder = lazy(() => import('./reopen'))
const icon = { className: 'size-4 shrink-0', 'aria-hidden': true } as const

/** Every act on an order that has a dialog. */
export const orderActs: readonly Act<SeenOrder>[] = [
  {
    name: 'purchase_order.reject',
    label: words.reject,
    icon: <X {...icon} />,
    look: 'danger',
    Dialog: RejectOrder,
  },
  {
    name: 'purchase_order.approve',
    label: words.approve,
    icon: <Check {...icon} />,
    look: 'primary',
    chord: 'a',
    Dialog: ApproveOrder,
  },
  {
    name: 'purchase_order.return',
    label: words.return,
    icon: <CornerUpLeft {...icon} />,
    Dialog: ReturnOrder,
  },
  {
    name: 'purchase_order.submit',
    label: words.submit,
    icon: <Send {...icon} />,
    look: 'primary',
    Dialog: SubmitOrder,
  },
  {
    name: 'purchase_order.withdraw',
    label: words.withdraw,
    icon: <Undo2 {...icon} />,
    Dialog: WithdrawOrder,
  },
  {
    name: 'purchase_order.issue',
    label: words.issue,
    icon: <Stamp {...icon} />,
    look: 'primary',
    Dialog: IssueOrder,
  },
  {
    name: 'purchase_order.acknowledge',
    label: words.acknowledge,
    icon: <MessageSquareReply {...icon} />,
    Dialog: AcknowledgeOrder,
  },
  {
    name: 'purchase_order.hold',
    label: words.hold,
    icon: <CirclePause {...icon} />,
    Dialog: HoldOrder,
  },
  {
    name: 'purchase_order.release',
    label: words.release,
    icon: <CirclePlay {...icon} />,
    Dialog: ReleaseOrder,
  },
  {
    name: 'purchase_order.short_close',
    label: shared.order.shortClose,
    icon: <ListX {...icon} />,
    look: 'danger',
    Dialog: ShortCloseOrder,
  },
  {
    name: 'purchase_order.reopen',
    label: shared.order.reopen,
    icon: <RotateCcw {...icon} />,
    Dialog: ReopenOrder,
  },
  {
    name: 'purchase_order.cancel',
    label: words.cancel,
    icon: <Ban {...icon} />,
    look: 'danger',
    Dialog: CancelOrder,
  },
]

const chief: Record<OrderLifecycle, readonly string[]> = {
  draft: ['purchase_order.submit'],
  pending_approval: ['purchase_order.reject', 'purchase_order.approve'],
  approved: ['purchase_order.issue'],
  issued: ['purchase_order.acknowledge'],
  acknowledged: [],
  completed: [],
  short_closed: [],
  rejected: [],
  cancelled: [],
}

/** The acts that matter now. Who waits for others to approve sees the closed approval, and the way back. */
export function chiefActs(order: PurchaseOrderDetails): readonly string[] {
  const names = chief[order.lifecycle]
  const approve = findAction(order.actions, 'purchase_order.approve')
  const withdraw = findAction(order.actions, 'purchase_order.withdraw')
  const isWaiting = order.lifecycle === 'pending_approval' && approve?.closed_because
  if (!isWaiting) return names
  return withdraw && !withdraw.closed_because
    ? ['purchase_order.withdraw', 'purchase_order.approve']
    : ['purchase_order.approve']
}
