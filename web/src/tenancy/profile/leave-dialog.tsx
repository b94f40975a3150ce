import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import { answer, api } from '@/api/client'
import type { OpenWork, ProfileView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { TableSkeleton } from '@/ui/skeleton'
import { TextField } from '@/ui/text-field'
import { words } from '../person/leaving-words.en'
import { OpenWorkFields } from '../person/open-work'
import { type Chosen, isCovered, nobody, successorsOf } from '../person/successors'

const texts = words.leave
const ownOpenWorkQuery = queryOptions({
  queryKey: ['profile', 'open-work'],
  queryFn: ({ signal }) => answer(api.GET('/v1/profile/open-work', { signal })),
  staleTime: 0,
})

type LeaveProps = { profile: ProfileView; onClose: () => void }

/** Confirms by one's own address; whoever may deactivate people names who goes on with what is open. */
export default function LeaveDialog({ profile, onClose }: LeaveProps): ReactNode {
  const form = useId()
  const query = useQuery(ownOpenWorkQuery)
  const canHandOver = useCan('person.deactivate')
  const [chosen, setChosen] = useState<Chosen>(nobody)
  const [email, setEmail] = useState('')
  const [isTried, setIsTried] = useState(false)
  const acting = useLeaving()
  const problem = acting.error ? toProblem(acting.error) : null
  const errors = problem ? fieldErrors(problem) : {}
  const isOwn = email.trim().toLowerCase() === profile.email
  const isStuck = query.data !== undefined && !query.data.is_nothing && !canHandOver
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    const open = query.data
    if (!open || !isOwn || !isCovered(open, chosen) || acting.isPending) return
    acting.mutate({ open, chosen, email: email.trim() })
  }
  return (
    <Dialog
      isOpen
      size="lg"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={texts.question}
      description={texts.detail}
      footer={
        <>
          <Button onClick={onClose}>{words.back}</Button>
          <Button
            type="submit"
            form={form}
            look="danger"
            isBusy={acting.isPending}
            isDisabled={isStuck}
          >
            {texts.act}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-4 pt-0.5">
        {problem ? <ProblemNotice problem={problem} /> : null}
        <Answered query={query} waiting={<TableSkeleton rows={3} />}>
          {(open) =>
            isStuck ? (
              <Notice tone="warn">{texts.asks}</Notice>
            ) : (
              <OpenWorkFields
                open={open}
                chosen={chosen}
                onChange={setChosen}
                isTried={isTried}
                errors={errors}
              />
            )
          }
        </Answered>
        {isStuck ? null : (
          <TextField
            label={texts.email}
            type="email"
            inputMode="email"
            autoComplete="off"
            error={isTried && !isOwn ? texts.wrongEmail : errors.email}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </form>
    </Dialog>
  )
}

/** Whoever has left begins anew at the page of signing in: nothing of this page is theirs any more. */
function useLeaving() {
  return useMutation({
    mutationFn: ({ open, chosen, email }: { open: OpenWork; chosen: Chosen; email: string }) => {
      const successors = successorsOf(open, chosen)
      const isHandedOver = !open.is_nothing
      const body = { email, ...(isHandedOver ? { successors } : {}) }
      return answer(api.POST('/v1/profile/leave', { body }))
    },
    onSuccess: () => window.location.assign(paths.signIn().to),
  })
}
