import { answer, api } from '@/api/client'
import { compareDecimals, isDecimal } from '@/kernel/decimal'
import { ActDialog } from '../document/act-dialog'
import { ClosingLines, useChosenLines } from '../document/closing-lines'
import { messages } from '../document/messages.en'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.requisition

/** Ends what remains: of some lines, or of them all, and then also what their orders may give back. */
export default function ShortCloseRequisition({ subject, onClose }: RequisitionActProps) {
  const { requisition } = subject
  const name = requisitionName(requisition)
  const chosen = useChosenLines(requisition.lines.filter(isOpen))
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.shortCloseTitle(name)}
      description={words.shortCloseDetail}
      confirm={words.shortClose}
      isDanger
      note={{ field: 'reason', isNeeded: true }}
      isReady={() => chosen.ids.size > 0}
      run={({ note, etag }) =>
        answer(
          api.POST('/v1/requisitions/{id}/short-close', {
            params: onRequisition(requisition.id, etag),
            body: { reason: note, ...chosen.named },
          }),
        )
      }
      done={words.shortClosed(name)}
      onClose={onClose}
    >
      <ClosingLines
        chosen={chosen}
        effect={(line) => ({ quantity: line.remaining_quantity, text: words.remains })}
        whole={words.whole}
      />
    </ActDialog>
  )
}

function isOpen({ remaining_quantity }: { remaining_quantity: string }): boolean {
  return isDecimal(remaining_quantity) && compareDecimals(remaining_quantity, '0') > 0
}
