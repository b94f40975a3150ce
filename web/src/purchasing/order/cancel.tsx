import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

export default function CancelOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const name = orderName(order)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.cancelTitle(name)}
      description={words.cancelDetail}
      confirm={words.cancel}
      isDanger
      note={{ field: 'reason', isNeeded: true }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/purchase-orders/{id}/cancel', {
            params: onOrder(order.id, etag),
            body: { reason: note },
          }),
        )
      }
      done={words.cancelled(name)}
      onClose={onClose}
    />
  )
}
