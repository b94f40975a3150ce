import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { removeTotp } from '@/api/prove'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { ProofForm, useProof } from '../proof'
import { readSessionsAnew } from '../session/queries'

const words = messages.totp

/** Gives the app up: the password alone is enough again. */
export default function RemoveTotp({ onClose }: { onClose: () => void }) {
  const id = useId()
  const cache = useQueryClient()
  const toast = useToast()
  const proof = useProof(removeTotp, () => {
    onClose()
    toast.done({ title: words.removeDone })
    void readSessionsAnew(cache)
  })
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={words.removeTitle}
      description={words.removeDetail}
      footer={
        <>
          <Button onClick={onClose}>{words.back}</Button>
          <Button type="submit" form={id} look="danger" isBusy={proof.acting.isPending}>
            {words.remove}
          </Button>
        </>
      }
    >
      <ProofForm id={id} proof={proof} />
    </Dialog>
  )
}
