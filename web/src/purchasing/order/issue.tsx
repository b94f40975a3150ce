import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages as shared } from '../messages.en'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

export function IssueOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const name = orderName(order)
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.issueTitle(name)}
      description={words.issueDetail(order.supplier?.name ?? shared.noSupplier)}
      confirm={words.issue}
      run={({ etag }) =>
        answer(
          api.POST('/v1/purchase-orders/{id}/issue', {
            params: onOrder(order.id, etag),
          }),
        )
      }
      done={words.issued(name)}
      onClose={onClose}
    />
  )
}
