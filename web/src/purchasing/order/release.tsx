import { useState } from 'react'
import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { AxisField, axesOf } from './axis-field'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

export default function ReleaseOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const offered = axesOf(order.holds, true)
  const [axis, setAxis] = useState(offered[0] ?? 'receiving')
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.releaseTitle(orderName(order))}
      description={order.holds[axis]?.reason}
      confirm={words.release}
      run={({ etag }) =>
        answer(
          api.POST('/v1/purchase-orders/{id}/release', {
            params: onOrder(order.id, etag),
            body: { axis },
          }),
        )
      }
      done={words.released(messages.hold.axes[axis])}
      onClose={onClose}
    >
      <AxisField
        label={messages.hold.releaseAxis}
        offered={offered}
        value={axis}
        onValueChange={setAxis}
      />
    </ActDialog>
  )
}
