import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { ReopenedLines, useChosenLines } from '../document/closing-lines'
import { messages } from '../document/messages.en'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.requisition

/** Undoes a close short, of some lines or of all. */
export default function ReopenRequisition({ subject, onClose }: RequisitionActProps) {
  const { requisition } = subject
  const name = requisitionName(requisition)
  const chosen = useChosenLines(requisition.lines.filter((line) => line.short_closed))
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.reopenTitle(name)}
      description={words.reopenDetail}
      confirm={words.reopen}
      note={{ field: 'reason', isNeeded: true }}
      isReady={() => chosen.ids.size > 0}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/requisitions/{id}/reopen', {
            params: onRequisition(requisition.id, etag),
            body: { reason: note, ...chosen.named },
          }),
        )
      }
      done={words.reopened(name)}
      onClose={onClose}
    >
      <ReopenedLines chosen={chosen} text={words.comesBack} />
    </ActDialog>
  )
}
