import { useState } from 'react'
import { answer, api } from '@/api/client'
import { Select } from '@/ui/select'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, useSeen } from './seen'

const words = messages.act
const codes = ['AB', 'AP', 'CA', 'RE'] as const
type Code = (typeof codes)[number]

/** The supplier's answer by phone or mail, written down; a change or a refusal needs its reason. */
export default function AcknowledgeOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const [code, setCode] = useState<Code>('AP')
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.acknowledgeTitle}
      description={words.acknowledgeDetail}
      confirm={words.acknowledge}
      note={{ field: 'note', isNeeded: code === 'CA' || code === 'RE' }}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/purchase-orders/{id}/acknowledge', {
            params: onOrder(order.id, etag),
            body: note ? { code, note } : { code },
          }),
        )
      }
      done={words.acknowledged}
      onClose={onClose}
    >
      <Select
        label={words.acknowledgeCode}
        options={codes.map((value) => ({ value, label: messages.answered[value] }))}
        value={code}
        onChange={(event) => setCode(codes.find((one) => one === event.target.value) ?? 'AP')}
      />
    </ActDialog>
  )
}
