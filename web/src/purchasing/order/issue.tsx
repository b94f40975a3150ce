import { answer, api } from '@/api/client'
import { Checkbox } from '@/ui/checkbox'
import { ActDialog } from '../document/act-dialog'
import { messages as shared } from '../messages.en'
import { MailFields, useMailDraft } from './mail-fields'
import { words as mailWords } from './mail-words.en'
import { issueBody, lacksAddress } from './mailing'
import { messages } from './messages.en'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.act

/** Issues an approved order, and says whether, where and with which words it is mailed. */
export default function IssueOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const name = orderName(order)
  const mail = useMailDraft(order.id)
  const { draft, suppliers } = mail
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.issueTitle(name)}
      description={words.issueDetail(order.supplier?.name ?? shared.noSupplier)}
      confirm={words.issue}
      isReady={() => {
        const lacks = mail.isKnown && lacksAddress(draft, suppliers)
        if (lacks) mail.needsAddress()
        return !lacks
      }}
      run={({ etag }) =>
        mail.told(() =>
          answer(
            api.POST('/v1/purchase-orders/{id}/issue', {
              params: onOrder(order.id, etag),
              body: issueBody(draft, suppliers),
            }),
          ),
        )
      }
      done={words.issued(name)}
      onClose={onClose}
    >
      <Checkbox
        label={mailWords.isMailed}
        hint={mailWords.isMailedHint}
        isChecked={draft.isMailed}
        onCheckedChange={(isMailed) => mail.change({ isMailed })}
      />
      {draft.isMailed ? <MailFields {...mail} /> : null}
    </ActDialog>
  )
}
