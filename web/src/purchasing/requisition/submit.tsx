import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { RoutePreview } from '../document/route-preview'
import { messages } from './messages.en'
import { routePreviewQuery } from './queries'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.act

/** Shows where it will go before it goes there. */
export function SubmitRequisition({ subject, onClose }: RequisitionActProps) {
  const { requisition } = subject
  const name = requisitionName(requisition)
  const preview = useQuery(routePreviewQuery(requisition.id, requisition.revision))
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
      <RoutePreview query={preview} />
    </ActDialog>
  )
}
