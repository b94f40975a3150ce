import { useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { ReopenedLines, useChosenLines } from '../document/closing-lines'
import { messages } from '../document/messages.en'
import { requisitionKeys } from '../requisition/queries'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.order

/** Undoes a close short, of some lines or of all. */
export default function ReopenOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const cache = useQueryClient()
  const name = orderName(order)
  const chosen = useChosenLines(order.lines.filter((line) => line.short_closed))
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.reopenTitle(name)}
      description={words.reopenDetail}
      confirm={words.reopen}
      note={{ field: 'reason', isNeeded: true }}
      isReady={() => chosen.ids.size > 0}
      run={async ({ note, etag }) => {
        const done = await answer(
          api.POST('/v1/purchase-orders/{id}/reopen', {
            params: onOrder(order.id, etag),
            body: { reason: note, ...chosen.named },
          }),
        )
        await cache.invalidateQueries({ queryKey: requisitionKeys.all })
        return done
      }}
      done={words.reopened(name)}
      onClose={onClose}
    >
      <ReopenedLines chosen={chosen} text={words.comesBack} />
    </ActDialog>
  )
}
