import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useMe } from '@/access/me'
import { answer, api } from '@/api/client'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import type { Option } from '@/ui/option'
import { TextArea } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { PersonPicker } from '../person/person-picker'
import { transferKeys } from './queries'
import { words } from './words.en'

/** Offers the organisation to somebody, for a reason. */
export default function OfferDialog({ onClose }: { onClose: () => void }): ReactNode {
  const form = useId()
  const own = useMe().person.id
  const [to, setTo] = useState<Option | null>(null)
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const acting = useOffering(onClose)
  const problem = acting.error ? toProblem(acting.error) : null
  const errors = problem ? fieldErrors(problem) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (to && reason.trim() !== '' && !acting.isPending)
      acting.mutate({ person_id: to.value, reason: reason.trim() })
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={words.offerTitle}
      description={words.offerDetail}
      footer={
        <>
          <Button onClick={onClose}>{words.back}</Button>
          <Button type="submit" form={form} look="danger" isBusy={acting.isPending}>
            {words.offer}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-4 pt-0.5">
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
      </form>
    </Dialog>
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
