import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

export default function ReturnOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const name = orderName(order)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.returnTitle(name)}
      description={words.returnDetail}
      confirm={words.return}
      note={{ field: 'note', isNeeded: true }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/purchase-orders/{id}/return', {
            params: onOrder(order.id, etag),
            body: { note },
          }),
        )
      }
      done={words.returned(name)}
      onClose={onClose}
    />
  )
}
