import { useState } from 'react'
import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { AxisField, axesOf } from './axis-field'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

export default function HoldOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const offered = axesOf(order.holds, false)
  const [axis, setAxis] = useState(offered[0] ?? 'receiving')
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.holdTitle(orderName(order))}
      description={words.holdDetail}
      confirm={words.hold}
      note={{ field: 'reason', isNeeded: true }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/purchase-orders/{id}/hold', {
            params: onOrder(order.id, etag),
            body: { axis, reason: note },
          }),
        )
      }
      done={words.held(messages.hold.axes[axis])}
      onClose={onClose}
    >
      <AxisField
        label={messages.hold.axis}
        offered={offered}
        value={axis}
        onValueChange={setAxis}
      />
    </ActDialog>
  )
}
