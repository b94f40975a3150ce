import { useEffect, useRef } from 'react'
import type { PasskeyAssertion } from '@/api/schema.gen'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { messages } from './messages.en'
import type { Confirming } from './use-confirming'
import { clock, WhatIsDone } from './what-is-done'

const words = messages.confirm

/** What shows passkeys in this browser. */
export type PasskeyDevice = {
  hasPasskeys: () => boolean
  showsPasskey: (options: Record<string, unknown>) => Promise<PasskeyAssertion>
}

type ByPasskeyProps = {
  confirming: Confirming
  /** Seconds until it is over. */
  left: number
  device: PasskeyDevice
}

/** What stands below it: a code is mailed only to whoever would rather have one. */
export function PasskeyButtons({
  confirming,
  left,
  device,
  onBack,
}: ByPasskeyProps & { onBack: () => void }) {
  const { asked, isPending, isSpent, show, askAgain, askForCode } = confirming
  const canShow = device.hasPasskeys()
  const sign = () =>
    show(async () => proofOf(asked.id, await device.showsPasskey(asked.passkey ?? {})))
  const mustAsk = left === 0 || isSpent
  return (
    <>
      <Button onClick={onBack}>{words.back}</Button>
      <Button look={canShow ? 'plain' : 'primary'} isBusy={isPending} onClick={askForCode}>
        {words.passkey.code}
      </Button>
      {canShow ? (
        <Button look="primary" isBusy={isPending} onClick={mustAsk ? askAgain : sign}>
          {mustAsk ? words.passkey.again : words.passkey.submit}
        </Button>
      ) : null}
    </>
  )
}

/** By a passkey, which signs these very words. */
export function PasskeyWords({ confirming, left, device }: ByPasskeyProps) {
  const { asked } = confirming
  const isOver = left === 0
  const read = useRef<HTMLDivElement>(null)
  // Whoever came here by a button that is gone goes on with the words.
  useEffect(() => read.current?.focus(), [])
  return (
    <div ref={read} tabIndex={-1} className="flex flex-col gap-3.5 pt-0.5 outline-none">
      <WhatIsDone lines={asked.lines} />
      <Standing confirming={confirming} isOver={isOver} canShow={device.hasPasskeys()} />
      <p className="text-muted text-sm">
        {words.passkey.told(asked.sent_to)} {isOver ? null : words.passkey.left(clock(left))}
      </p>
    </div>
  )
}

type StandingProps = { confirming: Confirming; isOver: boolean; canShow: boolean }

function Standing({ confirming: { problem, tries }, isOver, canShow }: StandingProps) {
  const { passkey } = words
  if (problem !== null) return <ProblemNotice problem={problem} />
  if (tries !== null)
    return (
      <Notice tone="warn" title={passkey.refused}>
        {passkey.wrong(tries)}
      </Notice>
    )
  if (!canShow)
    return (
      <Notice tone="warn" title={passkey.unsupported}>
        {passkey.unsupportedDetail}
      </Notice>
    )
  return isOver ? (
    <Notice tone="warn" title={passkey.over}>
      {passkey.overDetail}
    </Notice>
  ) : null
}

/** As the header carries it. */
function proofOf(id: string, { rawId, response }: PasskeyAssertion): string {
  const { authenticatorData, clientDataJSON, signature } = response
  return `${id}:${[rawId, authenticatorData, clientDataJSON, signature].join('.')}`
}
