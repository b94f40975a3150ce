import { answer, api } from '@/api/client'
import { useFormat } from '@/kernel/format'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

export default function ApproveOrder({ subject, onClose }: OrderActProps) {
  const format = useFormat()
  const { order } = subject
  const name = orderName(order)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.approveTitle(name)}
      description={words.approveDetail(format.money(order.totals.gross))}
      confirm={words.approve}
      note={{ field: 'note', isNeeded: false }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/purchase-orders/{id}/approve', {
            params: onOrder(order.id, etag),
            body: note ? { note } : {},
          }),
        )
      }
      done={words.approved(name)}
      onClose={onClose}
    />
  )
}
