import { answer, api } from '@/api/client'
import { useFormat } from '@/kernel/format'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.act

export function ApproveRequisition({ subject, onClose }: RequisitionActProps) {
  const format = useFormat()
  const { requisition } = subject
  const name = requisitionName(requisition)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.approveTitle(name)}
      description={words.approveDetail(format.money(requisition.totals.gross))}
      confirm={words.approve}
      note={{ field: 'note', isNeeded: false }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/requisitions/{id}/approve', {
            params: onRequisition(requisition.id, etag),
            body: note ? { note } : {},
          }),
        )
      }
      done={words.approved(name)}
      onClose={onClose}
    />
  )
}
