import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Answered } from '@/api/answered'
import { answer, api } from '@/api/client'
import type { OpenWork, Person } from '@/api/schema.gen'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { ProblemNotice } from '@/ui/error-state'
import { FormDialog } from '@/ui/form-dialog'
import { TableSkeleton } from '@/ui/skeleton'
import { TextArea } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { openWorkQuery } from '../people-queries'
import { words } from './leaving-words.en'
import { OpenWorkFields } from './open-work'
import { type Chosen, isCovered, nobody, successorsOf } from './successors'

type DeactivateProps = { person: Person; onClose: () => void }

/** What is open with somebody, who goes on with it, and why they are deactivated. */
export default function DeactivateDialog({ person, onClose }: DeactivateProps): ReactNode {
  const query = useQuery(openWorkQuery(person.id))
  const [chosen, setChosen] = useState<Chosen>(nobody)
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const acting = useDeactivating(person, onClose)
  const problem = acting.error ? toProblem(acting.error) : null
  const submit = () => {
    setIsTried(true)
    const open = query.data
    if (!open || !isCovered(open, chosen) || reason.trim() === '' || acting.isPending) return
    acting.mutate({ open, chosen, reason: reason.trim() })
  }
  return (
    <FormDialog
      size="lg"
      title={words.title(person.name)}
      description={words.detail}
      back={words.back}
      submit={words.deactivate}
      look="danger"
      isBusy={acting.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {problem ? <ProblemNotice problem={problem} /> : null}
      <Answered query={query} waiting={<TableSkeleton rows={3} />}>
        {(open) => (
          <OpenWorkFields
            open={open}
            chosen={chosen}
            onChange={setChosen}
            isTried={isTried}
            errors={problem ? fieldErrors(problem) : {}}
          />
        )}
      </Answered>
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

type Said = { open: OpenWork; chosen: Chosen; reason: string }

function useDeactivating({ id, name }: Person, onClose: () => void) {
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: ({ open, chosen, reason }: Said) => {
      const body = { reason, successors: successorsOf(open, chosen) }
      return answer(api.POST('/v1/people/{id}/deactivate', { params: { path: { id } }, body }))
    },
    onSuccess: () => {
      toast.done({ title: words.done(name) })
      onClose()
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['people'] }),
  })
}
