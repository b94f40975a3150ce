import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { renewRecoveryCodes } from '@/api/prove'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { ProofForm, useProof } from '../proof'
import { readSessionsAnew } from '../session/queries'
import { CodesDone, RecoveryCodes, useKeeping } from './codes'

const words = messages.recovery

/** Ten new codes in the place of those that are used or lost. */
export default function RenewRecoveryCodes({ onClose }: { onClose: () => void }) {
  const id = useId()
  const cache = useQueryClient()
  const toast = useToast()
  const proof = useProof(renewRecoveryCodes, () => void readSessionsAnew(cache))
  const keeping = useKeeping(proof.acting, (isDone) => {
    if (isDone) toast.done({ title: words.done })
    onClose()
  })
  const { codes } = keeping
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : keeping.close())}
      title={codes ? words.title : words.renew}
      description={codes ? words.lead : words.renewDetail}
      footer={
        codes ? (
          <CodesDone keeping={keeping} />
        ) : (
          <>
            <Button onClick={keeping.close}>{messages.totp.back}</Button>
            <Button type="submit" form={id} look="primary" isBusy={proof.acting.isPending}>
              {words.submit}
            </Button>
          </>
        )
      }
    >
      {codes ? (
        <RecoveryCodes codes={codes} keeping={keeping} />
      ) : (
        <ProofForm id={id} proof={proof} />
      )}
    </Dialog>
  )
}
