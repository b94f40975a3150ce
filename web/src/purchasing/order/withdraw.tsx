import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

export default function WithdrawOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const name = orderName(order)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.withdrawTitle(name)}
      description={words.withdrawDetail}
      confirm={words.withdraw}
      note={{ field: 'note', isNeeded: false }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/purchase-orders/{id}/withdraw', {
            params: onOrder(order.id, etag),
            body: note ? { note } : {},
          }),
        )
      }
      done={words.withdrawn(name)}
      onClose={onClose}
    />
  )
}
