import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useMe } from '@/access/me'
import { answer, api } from '@/api/client'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { ProblemNotice } from '@/ui/error-state'
import { FormDialog } from '@/ui/form-dialog'
import type { Option } from '@/ui/option'
import { TextArea } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { PersonPicker } from '../person/person-picker'
import { transferKeys } from './queries'
import { words } from './words.en'

/** Offers the organisation to somebody, for a reason. */
export default function OfferDialog({ onClose }: { onClose: () => void }): ReactNode {
  const own = useMe().person.id
  const [to, setTo] = useState<Option | null>(null)
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const acting = useOffering(onClose)
  const problem = acting.error ? toProblem(acting.error) : null
  const errors = problem ? fieldErrors(problem) : {}
  const submit = () => {
    setIsTried(true)
    if (to && reason.trim() !== '' && !acting.isPending)
      acting.mutate({ person_id: to.value, reason: reason.trim() })
  }
  return (
    <FormDialog
      title={words.offerTitle}
      description={words.offerDetail}
      back={words.back}
      submit={words.offer}
      look="danger"
      isBusy={acting.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {problem ? <ProblemNotice problem={problem} /> : null}
      <PersonPicker
        label={words.to}
        hint={words.toHint}
        except={own}
        error={isTried && !to ? words.needPerson : errors.person_id}
        value={to}
        onChange={setTo}
      />
      <TextArea
        label={words.reason}
        rows={2}
        maxLength={500}
        error={isTried && reason.trim() === '' ? words.needReason : undefined}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  )
}

function useOffering(onClose: () => void) {
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: (body: { person_id: string; reason: string }) =>
      answer(api.POST('/v1/ownership-transfers', { body })),
    onSuccess: ({ person_name }) => {
      toast.done({ title: words.offered(person_name) })
      onClose()
    },
    onSettled: () => cache.invalidateQueries({ queryKey: transferKeys.all }),
  })
}
