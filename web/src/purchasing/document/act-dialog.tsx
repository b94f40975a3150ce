import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { TextArea } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'

const words = messages.act

type ActDialogProps = {
  title: string
  description?: ReactNode
  confirm: string
  isDanger?: boolean
  /** Whether the act goes with words: none, if one likes, or a reason that must be given. */
  note?: { field: 'note' | 'reason'; isNeeded: boolean }
  /** The revision that is on the screen, as its tag. */
  etag: string
  run: (asked: { note: string; etag: string }) => Promise<unknown>
  /** Reads the document anew and gives its tag. */
  reload: () => Promise<string>
  queryKey: readonly unknown[]
  done: string
  size?: 'md' | 'lg'
  /** Whether the act's own fields may be sent. */
  isReady?: () => boolean
  /** Fields of the act's own. */
  children?: ReactNode
  onClose: () => void
  onDone?: () => void
}

/**
 * One act on one document. It acts on the revision that was seen when it was opened; when somebody else was quicker it
 * offers the newer state and keeps what was typed.
 */
export function ActDialog(props: ActDialogProps) {
  const { title, description, confirm, isDanger = false, note, run, reload, onClose } = props
  const form = useId()
  const cache = useQueryClient()
  const toast = useToast()
  const [seen, setSeen] = useState(props.etag)
  const [text, setText] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const acting = useMutation({
    mutationFn: () => run({ note: text.trim(), etag: seen }),
    onSuccess: async () => {
      toast.done({ title: props.done })
      onClose()
      await Promise.all([
        cache.invalidateQueries({ queryKey: props.queryKey }),
        cache.invalidateQueries({ queryKey: ['approvals'] }),
      ])
      props.onDone?.()
    },
  })
  const renewing = useMutation({
    mutationFn: reload,
    onSuccess: (etag) => {
      setSeen(etag)
      acting.reset()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacks = note?.isNeeded === true && text.trim() === ''
    setIsMissing(lacks)
    const isReady = props.isReady?.() ?? true
    if (!lacks && isReady && !acting.isPending) acting.mutate()
  }
  const problem = acting.error ? toProblem(acting.error) : null
  const noteError = problem && note ? fieldErrors(problem)[note.field] : undefined
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={title}
      description={description}
      size={props.size ?? 'md'}
      footer={
        <>
          <Button onClick={onClose}>{words.back}</Button>
          <Button
            type="submit"
            form={form}
            look={isDanger ? 'danger' : 'primary'}
            isBusy={acting.isPending}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-3.5 pt-0.5">
        {problem && !noteError ? (
          <ProblemNotice problem={problem} />
        ) : renewing.isSuccess ? (
          <Notice tone="info">{words.loaded}</Notice>
        ) : null}
        {problem?.status === 412 ? (
          <Button isBusy={renewing.isPending} onClick={() => renewing.mutate()}>
            {words.loadNewer}
          </Button>
        ) : null}
        {props.children}
        {note ? (
          <TextArea
            label={note.isNeeded ? words.reason : words.note}
            hint={note.isNeeded ? words.reasonHint : words.noteHint}
            isOptional={!note.isNeeded}
            rows={2}
            maxLength={note.field === 'reason' ? 500 : 4000}
            error={isMissing ? words.needReason : noteError}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setIsMissing(false)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event)
            }}
          />
        ) : null}
      </form>
    </Dialog>
  )
}
