import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.act

export function ReturnRequisition({ subject, onClose }: RequisitionActProps) {
  const { requisition } = subject
  const name = requisitionName(requisition)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.returnTitle(name)}
      description={words.returnDetail}
      confirm={words.return}
      note={{ field: 'note', isNeeded: true }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/requisitions/{id}/return', {
            params: onRequisition(requisition.id, etag),
            body: { note },
          }),
        )
      }
      done={words.returned(name)}
      onClose={onClose}
    />
  )
}
