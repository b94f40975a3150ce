import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useMe } from '@/access/me'
import { removeTotp } from '@/api/prove'
import { isProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { ProofForm, useProof } from '../proof'
import { readSessionsAnew } from '../session/queries'

const words = messages.totp

/** Gives the app up: the password alone is enough again, unless there is a passkey. */
export default function RemoveTotp({ onClose }: { onClose: () => void }) {
  const id = useId()
  const cache = useQueryClient()
  const toast = useToast()
  const hasPasskey = Boolean(useMe().second_factor?.passkeys)
  const proof = useProof(removeTotp, () => {
    onClose()
    toast.done({ title: hasPasskey ? words.removeDoneWithPasskey : words.removeDone })
    void readSessionsAnew(cache)
  })
  const refused = proof.acting.error
  if (isProblem(refused, 'second_factor_kept')) return <Demanded onClose={onClose} />
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={words.removeTitle}
      description={hasPasskey ? words.removeDetailWithPasskey : words.removeDetail}
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

function Demanded({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={words.stays}
      description={words.demanded}
      footer={<Button onClick={onClose}>{words.close}</Button>}
    />
  )
}
