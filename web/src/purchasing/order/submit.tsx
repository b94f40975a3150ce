import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { RoutePreview } from '../document/route-preview'
import { messages } from './messages.en'
import { routePreviewQuery } from './queries'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

/** Shows where it will go before it goes there. */
export default function SubmitOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const name = orderName(order)
  const preview = useQuery(routePreviewQuery(order.id, order.revision))
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.submitTitle(name)}
      description={words.submitDetail}
      confirm={words.submit}
      run={({ etag }) =>
        answer(
          api.POST('/v1/purchase-orders/{id}/submit', {
            params: onOrder(order.id, etag),
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
