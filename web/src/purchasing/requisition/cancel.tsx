import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.act

export function CancelRequisition({ subject, onClose }: RequisitionActProps) {
  const { requisition } = subject
  const name = requisitionName(requisition)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.cancelTitle(name)}
      description={words.cancelDetail}
      confirm={words.cancel}
      isDanger
      note={{ field: 'note', isNeeded: false }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/requisitions/{id}/cancel', {
            params: onRequisition(requisition.id, etag),
            body: note ? { note } : {},
          }),
        )
      }
      done={words.cancelled(name)}
      onClose={onClose}
    />
  )
}
