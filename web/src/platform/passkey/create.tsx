import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { words as shared } from '@/identity/passkey/words.en'
import { toProblem } from '@/kernel/problem'
import { ProblemNotice } from '@/ui/error-state'
import { FormDialog } from '@/ui/form-dialog'
import { TextField } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { addPasskey, ownFactorsWithinS, ownPasskeysQuery } from './queries'
import { words } from './words.en'

const nameMax = 120

/** Names a passkey and lets the browser make it. */
export default function CreateOperatorPasskey({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient()
  const toast = useToast()
  const { signedInAtMs } = useOperator()
  const [name, setName] = useState(shared.suggested)
  const [isMissing, setIsMissing] = useState(false)
  const adding = useMutation({
    mutationFn: async () => {
      await signedInLately({ signedInAtMs, sign_in_within_s: ownFactorsWithinS })
      await addPasskey(name.trim())
    },
    gcTime: 0,
    onSuccess: async () => {
      toast.done({ title: shared.addDone })
      onClose()
      await cache.invalidateQueries(ownPasskeysQuery)
    },
  })
  const submit = () => {
    setIsMissing(name.trim() === '')
    if (name.trim() !== '' && !adding.isPending) adding.mutate()
  }
  return (
    <FormDialog
      title={words.add}
      description={words.addLead}
      back={shared.back}
      submit={shared.make}
      isBusy={adding.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {adding.error ? <ProblemNotice problem={toProblem(adding.error)} /> : null}
      <TextField
        label={shared.name}
        hint={shared.nameHint}
        autoFocus
        maxLength={nameMax}
        error={isMissing ? shared.needName : undefined}
        value={name}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setName(event.target.value)
          setIsMissing(false)
        }}
      />
    </FormDialog>
  )
}
