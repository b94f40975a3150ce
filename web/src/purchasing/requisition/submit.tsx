import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { RoutePreview } from './route-preview'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.act

/** Shows where it will go before it goes there. */
export function SubmitRequisition({ subject, onClose }: RequisitionActProps) {
  const { requisition } = subject
  const name = requisitionName(requisition)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.submitTitle(name)}
      description={words.submitDetail}
      confirm={words.submit}
      run={({ etag }) =>
        answer(
          api.POST('/v1/requisitions/{id}/submit', {
            params: onRequisition(requisition.id, etag),
          }),
        )
      }
      done={words.submitted(name)}
      onClose={onClose}
    >
      <RoutePreview requisition={requisition} />
    </ActDialog>
  )
}
