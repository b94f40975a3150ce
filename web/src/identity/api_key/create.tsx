import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Answered } from '@/api/answered'
import { answer, api } from '@/api/client'
import type { PermissionView } from '@/api/schema.gen'
import { type Problem, toProblem } from '@/kernel/problem'
import { permissionsQuery } from '@/tenancy/people-queries'
import { Button } from '@/ui/button'
import { DateField } from '@/ui/date-field'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { focusFault } from '@/ui/focus-fault'
import { useLocale } from '@/ui/locale'
import { PageSkeleton } from '@/ui/skeleton'
import { TextArea, TextField } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { useKeeping } from '../recovery_code/codes'
import { blankKey, type DraftKey, type Errors, faultsOf, requestOf, serverFaults } from './draft'
import { apiKeyKeys } from './queries'
import { ScopeChoice } from './scope-choice'
import { Secret, SecretDone } from './secret'
import { words } from './words.en'

const texts = words.create

/** Asks for a key; then its secret, once. */
export default function CreateApiKey({ onClose }: { onClose: () => void }) {
  const id = useId()
  const catalogue = useQuery(permissionsQuery)
  const toast = useToast()
  const asking = useAsking()
  const key = asking.made
  const making = { data: key ? [key.secret] : undefined, isPending: asking.isPending }
  const keeping = useKeeping(making, (isDone) => {
    if (isDone) toast.done({ title: texts.asked })
    onClose()
  })
  return (
    <Dialog
      isOpen
      size="lg"
      onOpenChange={(isOpen) => (isOpen ? undefined : keeping.close())}
      title={key ? words.secret.title : texts.title}
      description={key ? words.secret.lead : texts.detail}
      footer={
        key ? (
          <SecretDone keeping={keeping} />
        ) : (
          <>
            <Button onClick={keeping.close}>{words.back}</Button>
            <Button type="submit" form={id} look="primary" isBusy={asking.isPending}>
              {texts.send}
            </Button>
          </>
        )
      }
    >
      {key ? (
        <Secret id={key.id} secret={key.secret} keeping={keeping} />
      ) : (
        <Answered query={catalogue} waiting={<PageSkeleton />}>
          {({ items }) => <Form id={id} asking={asking} catalogue={items} />}
        </Answered>
      )}
    </Dialog>
  )
}

/** What is typed, what is wrong with it, and the sending. */
function useAsking() {
  const [draft, setDraft] = useState<DraftKey>(blankKey)
  const [errors, setErrors] = useState<Errors>({})
  /** What was refused and stands beside no field. */
  const [problem, setProblem] = useState<Problem | null>(null)
  const { timeZone } = useLocale()
  const cache = useQueryClient()
  const asking = useMutation({
    mutationFn: (sent: DraftKey) =>
      answer(api.POST('/v1/api-keys', { body: requestOf(sent, timeZone) })),
    onSuccess: () => cache.invalidateQueries({ queryKey: apiKeyKeys.all }),
    onError: (thrown) => {
      const refusal = toProblem(thrown)
      const faults = serverFaults(refusal)
      focusFault(() => {
        setErrors(faults)
        setProblem(Object.keys(faults).length === 0 ? refusal : null)
      })
    },
  })
  const change = (part: Partial<DraftKey>) => {
    setDraft({ ...draft, ...part })
    const left = Object.entries(errors).filter(([field]) => !(field in part))
    setErrors(Object.fromEntries(left))
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (asking.isPending) return
    const faults = faultsOf(draft)
    focusFault(() => {
      setErrors(faults)
      setProblem(null)
    })
    if (Object.keys(faults).length === 0) asking.mutate(draft)
  }
  return { draft, errors, problem, change, send, made: asking.data, isPending: asking.isPending }
}

type FormProps = {
  id: string
  asking: ReturnType<typeof useAsking>
  catalogue: readonly PermissionView[]
}

function Form({ id, asking, catalogue }: FormProps) {
  const { draft, errors, problem, change, send } = asking
  return (
    <form id={id} noValidate onSubmit={send} className="flex flex-col gap-4 pt-0.5">
      {problem ? <ProblemNotice problem={problem} /> : null}
      <TextField
        label={texts.name}
        hint={texts.nameHint}
        maxLength={120}
        error={errors.name}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <ScopeChoice
        catalogue={catalogue}
        chosen={draft.scopes}
        error={errors.scopes}
        onChange={(scopes) => change({ scopes })}
      />
      <TextArea
        label={texts.networks}
        hint={texts.networksHint}
        isOptional
        rows={2}
        error={errors.networks}
        value={draft.networks}
        onChange={(event) => change({ networks: event.target.value })}
      />
      <DateField
        label={texts.until}
        hint={texts.untilHint}
        error={errors.until}
        value={draft.until}
        onChange={(event) => change({ until: event.target.value })}
      />
      <TextArea
        label={texts.reason}
        rows={2}
        maxLength={500}
        error={errors.reason}
        value={draft.reason}
        onChange={(event) => change({ reason: event.target.value })}
      />
    </form>
  )
}
