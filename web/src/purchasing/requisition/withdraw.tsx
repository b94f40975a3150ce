import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.act

export function WithdrawRequisition({ subject, onClose }: RequisitionActProps) {
  const { requisition } = subject
  const name = requisitionName(requisition)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.withdrawTitle(name)}
      description={words.withdrawDetail}
      confirm={words.withdraw}
      note={{ field: 'note', isNeeded: false }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/requisitions/{id}/withdraw', {
            params: onRequisition(requisition.id, etag),
            body: note ? { note } : {},
          }),
        )
      }
      done={words.withdrawn(name)}
      onClose={onClose}
    />
  )
}
