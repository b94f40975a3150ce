import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useMe } from '@/access/me'
import { removePasskey } from '@/api/prove'
import type { PasskeyView } from '@/api/schema.gen'
import { isProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { useToast } from '@/ui/toast'
import { ProofForm, useProof } from '../proof'
import { readSessionsAnew } from '../session/queries'
import { passkeysQuery } from './queries'
import { words } from './words.en'

type RemovePasskeyProps = { passkey: PasskeyView; onClose: () => void }

/** Gives a passkey up. */
export default function RemovePasskey({ passkey, onClose }: RemovePasskeyProps) {
  const id = useId()
  const cache = useQueryClient()
  const toast = useToast()
  const own = useMe().second_factor
  const isLast = own?.passkeys === 1 && !own.has_app
  const proof = useProof(
    (given) => removePasskey(passkey.id, given),
    () => {
      onClose()
      toast.done({ title: words.removeDone })
      void readSessionsAnew(cache)
      void cache.invalidateQueries(passkeysQuery)
    },
  )
  const isKept = isProblem(proof.acting.error, 'second_factor_kept')
  const back = <Button onClick={onClose}>{isKept ? words.close : words.back}</Button>
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={isKept ? words.stays : words.removeTitle(passkey.name)}
      description={isKept ? words.demanded : isLast ? words.removeLastDetail : words.removeDetail}
      footer={
        isKept ? (
          back
        ) : (
          <>
            {back}
            <Button type="submit" form={id} look="danger" isBusy={proof.acting.isPending}>
              {words.remove}
            </Button>
          </>
        )
      }
    >
      {isKept ? null : <ProofForm id={id} proof={proof} />}
    </Dialog>
  )
}
