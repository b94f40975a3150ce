import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { toProblem } from '@/kernel/problem'
import { ProblemNotice } from '@/ui/error-state'
import { FormDialog } from '@/ui/form-dialog'
import { TextArea } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { messages } from './messages.en'

const words = messages.ask

export type AskDialogProps<Done> = {
  title: string
  detail: string
  confirm: string
  /** Said when it is done. */
  done: string | ((done: Done) => string)
  /** What is read anew, also when it was refused; nothing, where no screen shows it. */
  stale?: QueryKey
  isDanger?: boolean
  /** Whether it goes with a reason that must be given. */
  needsReason?: boolean
  /** How long the reason may be. */
  reasonMax?: number
  run: (reason: string) => Promise<Done>
  onDone?: (done: Done) => void
  onClose: () => void
  children?: ReactNode
}

/** One act, asked once more. */
export function AskDialog<Done>(props: AskDialogProps<Done>) {
  const { title, detail, confirm, needsReason = false, reasonMax = 4000, onClose } = props
  const cache = useQueryClient()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const acting = useMutation({
    mutationFn: () => props.run(reason.trim()),
    onSuccess: (done) => {
      toast.done({ title: typeof props.done === 'string' ? props.done : props.done(done) })
      onClose()
      props.onDone?.(done)
    },
    onSettled: () => (props.stale ? cache.invalidateQueries({ queryKey: props.stale }) : undefined),
  })
  const submit = () => {
    const lacks = needsReason && reason.trim() === ''
    setIsMissing(lacks)
    if (!lacks && !acting.isPending) acting.mutate()
  }
  return (
    <FormDialog
      title={title}
      description={detail}
      back={words.back}
      submit={confirm}
      look={props.isDanger ? 'danger' : 'primary'}
      isBusy={acting.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {acting.error ? <ProblemNotice problem={toProblem(acting.error)} /> : null}
      {props.children}
      {needsReason ? (
        <TextArea
          label={words.reason}
          rows={2}
          maxLength={reasonMax}
          error={isMissing ? words.needReason : undefined}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value)
            setIsMissing(false)
          }}
        />
      ) : null}
    </FormDialog>
  )
}
