import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useMe } from '@/access/me'
import { beginPasskey, createPasskey, type PasskeyOptions } from '@/api/prove'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { TextField } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { ProofForm, useProof } from '../proof'
import { CodesDone, RecoveryCodes, useKeeping } from '../recovery_code/codes'
import { readSessionsAnew } from '../session/queries'
import { makesPasskey } from './device'
import { passkeysQuery } from './queries'
import { words } from './words.en'

const nameMax = 120

/** Adding a passkey in three steps: who asks, its name and the browser's own question, and the recovery codes of a first factor. */
export default function BeginPasskey({ onClose }: { onClose: () => void }) {
  const id = useId()
  const toast = useToast()
  const [isAnother] = useState(Boolean(useMe().second_factor))
  const [options, setOptions] = useState<PasskeyOptions | null>(null)
  const end = () => {
    toast.done({ title: words.addDone })
    onClose()
  }
  const making = useMaking(options, {
    onExpired: () => setOptions(null),
    onWithoutCodes: end,
  })
  const proof = useProof(beginPasskey, setOptions)
  const codes = making.acting.data?.length ? making.acting.data : undefined
  const keeping = useKeeping({ data: codes, isPending: making.acting.isPending }, (isDone) => {
    if (isDone) end()
    else onClose()
  })
  const lead = isAnother ? words.addAnotherLead : words.addLead
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : keeping.close())}
      title={keeping.codes ? messages.recovery.title : words.add}
      description={keeping.codes ? messages.recovery.lead : options ? words.nameLead : lead}
      footer={
        keeping.codes ? (
          <CodesDone keeping={keeping} />
        ) : (
          <>
            <Button onClick={keeping.close}>{words.back}</Button>
            <Button
              type="submit"
              form={id}
              look="primary"
              isBusy={proof.acting.isPending || making.acting.isPending}
            >
              {options ? words.make : words.next}
            </Button>
          </>
        )
      }
    >
      {keeping.codes ? (
        <RecoveryCodes codes={keeping.codes} keeping={keeping} />
      ) : options ? (
        <NamePasskey id={id} making={making} />
      ) : (
        <ProofForm id={id} proof={proof} reason={making.expired} />
      )}
    </Dialog>
  )
}

type Ends = { onExpired: () => void; onWithoutCodes: () => void }

/** Lets the browser make it, and adds it; one that took too long begins again. */
function useMaking(options: PasskeyOptions | null, { onExpired, onWithoutCodes }: Ends) {
  const cache = useQueryClient()
  const [name, setName] = useState(words.suggested)
  const acting = useMutation({
    mutationFn: async () => createPasskey(name.trim(), await makesPasskey(options ?? {})),
    // No secret outlives the screen.
    gcTime: 0,
    onSuccess: async (codes) => {
      await Promise.all([readSessionsAnew(cache), cache.invalidateQueries(passkeysQuery)])
      if (codes.length === 0) onWithoutCodes()
    },
    onError: (thrown) => {
      if (toProblem(thrown).code === 'challenge_expired') onExpired()
    },
  })
  const problem = acting.error ? toProblem(acting.error) : null
  return { name, setName, acting, problem, expired: options ? null : problem }
}

type NamePasskeyProps = { id: string; making: ReturnType<typeof useMaking> }

function NamePasskey({ id, making }: NamePasskeyProps) {
  const { name, setName, acting, problem } = making
  const [isMissing, setIsMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsMissing(name.trim() === '')
    if (name.trim() !== '' && !acting.isPending) acting.mutate()
  }
  return (
    <form id={id} noValidate className="flex flex-col gap-4 pt-0.5" onSubmit={submit}>
      {problem ? <ProblemNotice problem={problem} /> : null}
      <TextField
        label={words.name}
        hint={words.nameHint}
        autoFocus
        maxLength={nameMax}
        error={isMissing ? words.needName : undefined}
        value={name}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setName(event.target.value)
          setIsMissing(false)
        }}
      />
    </form>
  )
}
