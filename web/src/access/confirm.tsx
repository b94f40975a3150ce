import { useId } from 'react'
import type { Asked, Attempt } from '@/api/confirming'
import { Dialog } from '@/ui/dialog'
import { CodeButtons, CodeForm } from './confirm-by-code'
import { PasskeyButtons, type PasskeyDevice, PasskeyWords } from './confirm-by-passkey'
import { messages } from './messages.en'
import { useConfirming } from './use-confirming'
import { useSecondsTo } from './use-seconds-to'

const words = messages.confirm

type ConfirmProps = {
  asked: Asked
  attempt: Attempt
  onEnd: (answer: Response | null) => void
  device: PasskeyDevice
}

/** What would be done, in the server's own words, and the passkey or the code by which whoever reads them says yes. */
export default function Confirm({ asked: first, attempt, onEnd, device }: ConfirmProps) {
  const form = useId()
  const confirming = useConfirming(first, attempt, onEnd)
  const { asked } = confirming
  const way = { confirming, device, left: useSecondsTo(asked.endsAtMs) }
  const onBack = () => onEnd(null)
  const isByPasskey = Boolean(asked.passkey)
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onBack())}
      title={asked.title}
      description={isByPasskey ? words.passkey.lead : words.lead}
      footer={
        isByPasskey ? (
          <PasskeyButtons {...way} onBack={onBack} />
        ) : (
          <CodeButtons {...way} form={form} onBack={onBack} />
        )
      }
    >
      {isByPasskey ? <PasskeyWords {...way} /> : <CodeForm {...way} form={form} />}
    </Dialog>
  )
}
