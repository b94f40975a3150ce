import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useRouter } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { type Problem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { ProblemNotice } from '@/ui/error-state'
import { focusFault } from '@/ui/focus-fault'
import { Keys } from '@/ui/kbd'
import { Notice } from '@/ui/notice'
import { Page, PageHeader } from '@/ui/page'
import { useShortcut } from '@/ui/shortcuts'
import { TextField } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { unitsQuery } from '../choices'
import { LinesGrid } from '../line/grid'
import { lastUnit } from '../line/last-unit'
import { messages } from '../messages.en'
import { type Draft, draftFaults, sentLines, serverFaults } from './draft'
import { DraftAdjustments } from './draft-adjustments'
import { DraftDetails, type TextSpec } from './draft-details'
import { DraftTotals } from './draft-totals'

const words = messages.form

type Saved = { id: string; etag: string }

type DraftFormProps = {
  title: string
  trail: ReactNode
  initial: Draft
  texts: readonly TextSpec[]
  queryKey: readonly unknown[]
  save: (draft: Draft) => Promise<Saved>
  submit: (saved: Saved) => Promise<unknown>
  saved: string
  submitted: string
  /** The document's own page. */
  linkTo: (id: string) => { to: string; params: { id: string } }
  /** For a draft that exists: reads the tag that somebody else has changed meanwhile. */
  reload?: () => Promise<unknown>
}

/** A requisition or an order, written without leaving the keyboard. */
export function DraftForm(props: DraftFormProps) {
  const { title, trail, initial, texts } = props
  const [draft, setDraft] = useState(initial)
  const isDirty = draft !== initial
  const sending = useSending(draft, props, isDirty)
  const unit = useLastUnit()
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }))
  useShortcut('$mod+Enter', words.save, () => sending.send(false), true)
  useShortcut('$mod+Shift+Enter', words.saveAndSubmit, () => sending.send(true), true)
  const { errors, problem } = sending
  return (
    <Page>
      <PageHeader
        trail={trail}
        title={title}
        areActionsSticky
        actions={<SaveButtons sending={sending} />}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter moves on from the fields inside, as Tab does. */}
      <div onKeyDown={moveOn} className="flex flex-col gap-4">
        {problem ? <ProblemNotice problem={problem} /> : null}
        {problem?.status === 412 && props.reload ? (
          <Button isBusy={sending.isRenewing} onClick={sending.renew} className="self-start">
            {messages.act.loadNewer}
          </Button>
        ) : null}
        {sending.hasRenewed ? <Notice tone="info">{messages.act.loaded}</Notice> : null}
        {Object.keys(errors).length > 0 ? (
          <Notice tone="bad">{words.wrongFields(Object.keys(errors).length)}</Notice>
        ) : null}
        <Card title={words.title} isTitleHidden>
          <TextField
            label={words.title}
            hint={words.titleHint}
            error={errors.title}
            autoFocus
            autoComplete="off"
            maxLength={200}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        </Card>
        <Card title={words.lines} aside={words.linesHint} isFlush>
          <LinesGrid
            lines={draft.lines}
            onLines={(lines) => change({ lines })}
            currency={draft.currency}
            unit={unit}
            errors={errors}
          />
        </Card>
        <DraftAdjustments draft={draft} errors={errors} onChange={change} />
        <Card title={messages.adjustments.total} isTitleHidden isFlush>
          <DraftTotals
            lines={sentLines(draft)}
            adjustments={draft.adjustments}
            currency={draft.currency}
          />
        </Card>
        <DraftDetails draft={draft} texts={texts} errors={errors} onChange={change} />
      </div>
    </Page>
  )
}

type Sending = ReturnType<typeof useSending>

function SaveButtons({ sending }: { sending: Sending }) {
  return (
    <>
      <Button isBusy={sending.isSaving} onClick={() => sending.send(false)}>
        {words.save}
        <span aria-hidden="true" className="max-lg:hidden">
          <Keys chord="$mod+Enter" />
        </span>
      </Button>
      <Button look="primary" isBusy={sending.isSubmitting} onClick={() => sending.send(true)}>
        {words.submit}
        <span aria-hidden="true" className="max-lg:hidden">
          <Keys chord="$mod+Shift+Enter" />
        </span>
      </Button>
    </>
  )
}

function useSending(draft: Draft, props: DraftFormProps, isDirty: boolean) {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const isLeaving = useRef(false)
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  useBlocker({
    shouldBlockFn: () => isDirty && !isLeaving.current && !globalThis.confirm(words.leave),
    enableBeforeUnload: () => isDirty && !isLeaving.current,
  })
  const leaveTo = async (id: string) => {
    isLeaving.current = true
    await cache.invalidateQueries({ queryKey: props.queryKey })
    await router.navigate(props.linkTo(id))
  }
  const sending = useMutation({
    mutationFn: async (isSubmitting: boolean) => {
      const saved = await props.save(draft)
      if (!isSubmitting) return { id: saved.id, refused: null }
      const refused = await props.submit(saved).then(() => null, toProblem)
      return { id: saved.id, refused }
    },
    onSuccess: async ({ id, refused }, isSubmitting) => {
      if (refused) toast.failed({ title: words.savedNotSubmitted, description: said(refused) })
      else toast.done({ title: isSubmitting ? props.submitted : props.saved })
      await leaveTo(id)
    },
    onError: (thrown) => focusFault(() => setErrors(serverFaults(draft, toProblem(thrown)))),
  })
  const renewing = useMutation({
    mutationFn: async () => props.reload?.(),
    onSuccess: () => sending.reset(),
  })
  const send = (isSubmitting: boolean) => {
    if (sending.isPending) return
    const faults = draftFaults(draft, words.needTitle)
    focusFault(() => setErrors(faults))
    if (Object.keys(faults).length === 0) sending.mutate(isSubmitting)
  }
  const problem = sending.error ? toProblem(sending.error) : null
  return {
    send,
    errors,
    problem: problem && Object.keys(errors).length === 0 ? problem : null,
    isSaving: sending.isPending && sending.variables === false,
    isSubmitting: sending.isPending && sending.variables === true,
    renew: () => renewing.mutate(),
    isRenewing: renewing.isPending,
    hasRenewed: renewing.isSuccess && !sending.error,
  }
}

function said({ title, detail, next }: Problem): string {
  return [detail ?? title, next].filter(Boolean).join(' ')
}

/** Enter goes on to the next field; on the blank last line it leaves the lines. */
function moveOn(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target
  const isHeld = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
  const isPlain = event.key === 'Enter' && !isHeld
  if (!isPlain || !(from instanceof HTMLInputElement)) return
  event.preventDefault()
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>('input,select,textarea')]
  const grid = from.closest('[data-lines]')
  const isDone = from.closest('[data-blank]') !== null
  const later = fields.slice(fields.indexOf(from) + 1)
  const next = isDone ? later.find((field) => !grid?.contains(field)) : later[0]
  next?.focus()
}

function useLastUnit() {
  const { data } = useQuery(unitsQuery)
  const code = lastUnit()
  const unit = data?.items.find((one) => one.code === code)
  return unit ? { value: unit.code, label: unit.short } : null
}
