import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { MailFields, useMailDraft } from './mail-fields'
import { words } from './mail-words.en'
import { addressOf, mailBody } from './mailing'
import { type OrderActProps, orderName, useSeen } from './seen'

/** Mails the PDF of an issued order once more, to the supplier or elsewhere. */
export default function MailOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const name = orderName(order)
  const mail = useMailDraft(order.id)
  const { draft, suppliers } = mail
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.dialogTitle(name)}
      description={words.dialogDetail}
      confirm={words.confirm}
      isReady={() => {
        const isReady = !mail.isKnown || addressOf(draft, suppliers) !== ''
        if (!isReady) mail.needsAddress()
        return isReady
      }}
      run={() =>
        mail.told(() =>
          answer(
            api.POST('/v1/purchase-orders/{id}/mail', {
              params: { path: { id: order.id } },
              body: mailBody(draft, suppliers),
            }),
          ),
        )
      }
      done={words.done(name)}
      onClose={onClose}
    >
      <MailFields {...mail} />
    </ActDialog>
  )
}
