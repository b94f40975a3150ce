import { useQuery } from '@tanstack/react-query'
import type { WaitingApproval as Approval } from '@/api/schema.gen'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { messages as shared } from '../messages.en'
import ApproveOrder from '../order/approve'
import { orderQuery } from '../order/queries'
import RejectOrder from '../order/reject'
import ReturnOrder from '../order/return'
import { ApproveRequisition } from '../requisition/approve'
import { requisitionQuery } from '../requisition/queries'
import { RejectRequisition } from '../requisition/reject'
import { ReturnRequisition } from '../requisition/return'
import { messages } from './messages.en'

export type Verdict = 'approve' | 'reject' | 'return'
type DecideProps = { approval: Approval; verdict: Verdict; onClose: () => void }

const ofOrders = { approve: ApproveOrder, reject: RejectOrder, return: ReturnOrder }
const ofRequisitions = {
  approve: ApproveRequisition,
  reject: RejectRequisition,
  return: ReturnRequisition,
}

/** The same dialogs as on the document's own page; the document is read first, so that what is decided on is known. */
export function Decide({ approval, ...rest }: DecideProps) {
  return approval.kind === 'requisition' ? (
    <OnRequisition id={approval.document_id} {...rest} />
  ) : (
    <OnOrder id={approval.document_id} {...rest} />
  )
}

type OnProps = { id: string; verdict: Verdict; onClose: () => void }

function OnOrder({ id, verdict, onClose }: OnProps) {
  const query = useQuery(orderQuery(id))
  const Verb = ofOrders[verdict]
  if (query.error) return <Unread error={query.error} onClose={onClose} />
  return query.data ? <Verb subject={query.data} onClose={onClose} /> : null
}

function OnRequisition({ id, verdict, onClose }: OnProps) {
  const query = useQuery(requisitionQuery(id))
  const Verb = ofRequisitions[verdict]
  if (query.error) return <Unread error={query.error} onClose={onClose} />
  return query.data ? <Verb subject={query.data} onClose={onClose} /> : null
}

/** The document could not be read, or is no longer there to be decided on; the list stays. */
function Unread({ error, onClose }: { error: unknown; onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={messages.gone}
      footer={<Button onClick={onClose}>{shared.act.back}</Button>}
    >
      <ProblemNotice problem={toProblem(error)} />
    </Dialog>
  )
}
