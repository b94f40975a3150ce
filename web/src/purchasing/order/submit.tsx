import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

export function SubmitOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const name = orderName(order)
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
    />
  )
}
