import { useId, useState } from 'react'
import { useMe } from '@/access/me'
import { beginTotp } from '@/api/prove'
import type { TotpSetUp } from '@/api/schema.gen'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { ProofForm, useProof } from '../proof'
import { CodesDone, RecoveryCodes, useKeeping } from '../recovery_code/codes'
import { ConfirmTotp, useConfirming } from './confirm'

const words = messages.totp

/** Setting up an app in three steps: who asks, the app and its first code, the recovery codes. */
export default function BeginTotp({ onClose }: { onClose: () => void }) {
  const id = useId()
  const toast = useToast()
  const [isAnother] = useState(Boolean(useMe().second_factor))
  const [setUp, setSetUp] = useState<TotpSetUp | null>(null)
  const confirming = useConfirming(() => {
    setSetUp(null)
    proof.acting.reset()
  })
  const proof = useProof(beginTotp, (begun) => {
    setSetUp(begun)
    confirming.acting.reset()
  })
  const keeping = useKeeping(confirming.acting, (isDone) => {
    if (isDone) toast.done({ title: words.done })
    onClose()
  })
  const expired = confirming.acting.error
  const act = isAnother ? words.another : words.begin
  const lead = isAnother ? words.anotherLead : words.beginLead
  const { title, lead: keepLead } = messages.recovery
  const isBusy = proof.acting.isPending || confirming.acting.isPending
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : keeping.close())}
      title={keeping.codes ? title : act}
      description={keeping.codes ? keepLead : setUp ? words.confirmLead : lead}
      footer={
        keeping.codes ? (
          <CodesDone keeping={keeping} />
        ) : (
          <>
            <Button onClick={keeping.close}>{words.back}</Button>
            <Button type="submit" form={id} look="primary" isBusy={isBusy}>
              {setUp ? words.confirm : words.next}
            </Button>
          </>
        )
      }
    >
      {keeping.codes ? (
        <RecoveryCodes codes={keeping.codes} keeping={keeping} />
      ) : setUp ? (
        <ConfirmTotp id={id} setUp={setUp} confirming={confirming} />
      ) : (
        <ProofForm
          id={id}
          proof={proof}
          reason={isProblem(expired, 'set_up_expired') ? toProblem(expired) : null}
        />
      )}
    </Dialog>
  )
}
