import { useState } from 'react'
import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { ClosingLines } from '../document/closing-lines'
import { messages } from '../document/messages.en'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.requisition

/** Undoes a close short, of some lines or of all. */
export default function ReopenRequisition({ subject, onClose }: RequisitionActProps) {
  const { requisition } = subject
  const name = requisitionName(requisition)
  const closed = requisition.lines.filter((line) => line.short_closed)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(closed.map((line) => line.id)))
  const isWhole = chosen.size === closed.length
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.reopenTitle(name)}
      description={words.reopenDetail}
      confirm={words.reopen}
      note={{ field: 'reason', isNeeded: true }}
      isReady={() => chosen.size > 0}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/requisitions/{id}/reopen', {
            params: onRequisition(requisition.id, etag),
            body: { reason: note, ...(isWhole ? {} : { line_ids: [...chosen] }) },
          }),
        )
      }
      done={words.reopened(name)}
      onClose={onClose}
    >
      <ClosingLines
        lines={closed}
        chosen={chosen}
        onChosen={setChosen}
        effect={(line) => ({
          quantity: line.short_closed?.quantity ?? '0',
          text: words.comesBack,
        })}
        whole={messages.wholeOpen}
      />
    </ActDialog>
  )
}
