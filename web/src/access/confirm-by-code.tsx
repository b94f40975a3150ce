import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { TextField } from '@/ui/text-field'
import type { PasskeyDevice } from './confirm-by-passkey'
import { messages } from './messages.en'
import type { Confirming } from './use-confirming'
import { clock, WhatIsDone } from './what-is-done'

const words = messages.confirm
const digits = 8

type ByCodeProps = {
  form: string
  confirming: Confirming
  /** Seconds until it is over. */
  left: number
  device: PasskeyDevice
}

/** What stands below it. */
export function CodeButtons({
  form,
  confirming: { isPending, askForCode },
  left,
  onBack,
}: ByCodeProps & { onBack: () => void }) {
  return (
    <>
      <Button onClick={onBack}>{words.back}</Button>
      <Button isBusy={isPending} onClick={askForCode}>
        {words.another}
      </Button>
      <Button type="submit" form={form} look="primary" isBusy={isPending} isDisabled={left === 0}>
        {words.submit}
      </Button>
    </>
  )
}

/** By the code that was mailed with the same words. */
export function CodeForm({ form, confirming, left, device }: ByCodeProps) {
  const { asked, isPending, tries } = confirming
  const typing = useTyping(confirming)
  const isOver = left === 0
  const mayUsePasskey = asked.channels.includes('passkey') && device.hasPasskeys()
  const wrong = tries === null ? undefined : words.wrong(tries)
  return (
    <form id={form} noValidate onSubmit={typing.submit} className="flex flex-col gap-3.5 pt-0.5">
      <WhatIsDone lines={asked.lines} />
      <Standing confirming={confirming} isOver={isOver} />
      <p className="text-muted text-sm">
        {words.sent(asked.sent_to)} {isOver ? null : words.left(clock(left))}
      </p>
      <TextField
        ref={typing.field}
        label={words.label}
        hint={words.hint}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        maxLength={digits + 1}
        error={typing.isMissing ? words.needCode : wrong}
        value={typing.code}
        onChange={(event) => typing.type(event.target.value)}
      />
      {mayUsePasskey ? (
        <Button isBusy={isPending} onClick={confirming.askAgain}>
          {words.passkey.instead}
        </Button>
      ) : null}
    </form>
  )
}

function useTyping({ asked, isPending, triedAt, show }: Confirming) {
  const field = useRef<HTMLInputElement>(null)
  const [code, setCode] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was tried, the next code is typed from the start.
  useEffect(() => {
    if (isPending) return
    setCode('')
    field.current?.focus()
  }, [isPending, triedAt])
  const type = (text: string) => {
    setCode(text.replace(/\D/g, '').slice(0, digits))
    setIsMissing(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // What is asked here may stand in a form of its own, which is not to be sent.
    event.stopPropagation()
    const isWhole = code.length === digits
    setIsMissing(!isWhole)
    if (isWhole && !isPending) show(async () => `${asked.id}:${code}`)
  }
  return { field, code, isMissing, type, submit }
}

function Standing({ confirming, isOver }: { confirming: Confirming; isOver: boolean }) {
  if (confirming.problem !== null) return <ProblemNotice problem={confirming.problem} />
  if (isOver)
    return (
      <Notice tone="warn" title={words.over}>
        {words.overDetail}
      </Notice>
    )
  return confirming.isNew ? <Notice tone="good" title={words.resent} /> : null
}
