import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { type Asked, type Attempt, toConfirm } from '@/api/confirming'
import { type Problem, readProblem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { TextField } from '@/ui/text-field'
import { messages } from './messages.en'
import { useSecondsTo } from './use-seconds-to'

const words = messages.confirm
const digits = 8

type ConfirmProps = {
  asked: Asked
  attempt: Attempt
  onEnd: (answer: Response | null) => void
}

/** What would be done, in the server's own words, and the code by which whoever reads them says yes. */
export default function Confirm(props: ConfirmProps) {
  const form = useId()
  const field = useRef<HTMLInputElement>(null)
  const [code, setCode] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const { asked, isNew, trying, problem, tries } = useConfirming(props)
  const left = useSecondsTo(asked.endsAtMs)
  const isOver = left === 0
  useEffect(() => {
    if (trying.isPending) return
    setCode('')
    field.current?.focus()
  }, [trying.isPending])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // What is asked here may stand in a form of its own, which is not to be sent.
    event.stopPropagation()
    const isWhole = code.length === digits
    setIsMissing(!isWhole)
    if (isWhole && !trying.isPending) trying.mutate(`${asked.id}:${code}`)
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : props.onEnd(null))}
      title={asked.title}
      description={words.lead}
      footer={
        <>
          <Button onClick={() => props.onEnd(null)}>{words.back}</Button>
          <Button isBusy={trying.isPending} onClick={() => trying.mutate(null)}>
            {words.another}
          </Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            isBusy={trying.isPending}
            isDisabled={isOver}
          >
            {words.submit}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-3.5 pt-0.5">
        <WhatIsDone lines={asked.lines} />
        <Standing
          problem={tries === null ? problem : null}
          isOver={isOver}
          isNew={isNew && problem === null}
        />
        <p className="text-muted text-sm">
          {words.sent(asked.sent_to)} {isOver ? null : words.left(clock(left))}
        </p>
        <TextField
          ref={field}
          label={words.label}
          hint={words.hint}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          maxLength={digits + 1}
          error={isMissing ? words.needCode : tries === null ? undefined : words.wrong(tries)}
          value={code}
          onChange={(event) => {
            setCode(event.target.value.replace(/\D/g, '').slice(0, digits))
            setIsMissing(false)
          }}
        />
      </form>
    </Dialog>
  )
}

type StandingProps = { problem: Problem | null; isOver: boolean; isNew: boolean }

function Standing({ problem, isOver, isNew }: StandingProps) {
  if (problem !== null) return <ProblemNotice problem={problem} />
  if (isOver)
    return (
      <Notice tone="warn" title={words.over}>
        {words.overDetail}
      </Notice>
    )
  return isNew ? <Notice tone="good" title={words.resent} /> : null
}

function WhatIsDone({ lines }: { lines: readonly string[] }) {
  return (
    <ul
      aria-label={words.what}
      className="flex flex-col gap-1.5 rounded-md bg-sunken px-4 py-3 text-sm [overflow-wrap:anywhere]"
    >
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** Sends it with the code; whatever is no word about the code itself is for whoever asked. */
function useConfirming({ asked: first, attempt, onEnd }: ConfirmProps) {
  const [asked, setAsked] = useState(first)
  const [refused, setRefused] = useState<Problem | null>(null)
  const trying = useMutation({
    mutationFn: (code: string | null) => attempt(code),
    onMutate: () => setRefused(null),
    onSuccess: async (answer) => {
      const again = await toConfirm(answer)
      if (again !== null) {
        setAsked(again)
        return
      }
      const problem = answer.ok ? null : await readProblem(answer.clone())
      const isOurs =
        problem?.code === 'confirmation_refused' || problem?.code === 'too_many_confirmations'
      if (isOurs) setRefused(problem)
      else onEnd(answer)
    },
  })
  const problem = trying.error ? toProblem(trying.error) : refused
  const left = problem?.tries_left ?? null
  // After the last one only a new code helps, as the server says.
  const tries = left === 0 ? null : left
  return { asked, isNew: asked.id !== first.id, trying, problem, tries }
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
