import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useMe } from '@/access/me'
import { useFormat } from '@/kernel/format'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { Notice } from '@/ui/notice'
import { Pill } from '@/ui/pill'
import { messages } from '../messages.en'

const acts = {
  begin: lazy(() => import('./begin')),
  renew: lazy(() => import('../recovery_code/renew')),
  remove: lazy(() => import('./remove')),
}
const words = messages.totp
const enoughCodes = 3

/** What one is asked for beside the password, and the ways to it, to another, and back. */
export function OwnTotp() {
  const { second_factor: own } = useMe()
  const format = useFormat()
  const [open, setOpen] = useState<keyof typeof acts | null>(null)
  const Act = open ? acts[open] : null
  const first = useRef<HTMLButtonElement>(null)
  const isOn = Boolean(own)
  const isFew = own ? own.recovery_codes_left < enoughCodes : false
  const wasOn = useRef(isOn)
  useEffect(() => {
    // The button that turned it off, where the focus came back to, is gone with it.
    if (wasOn.current && !isOn) first.current?.focus()
    wasOn.current = isOn
  }, [isOn])
  return (
    <Card title={words.title} aside={own ? <Pill tone="good">{words.on}</Pill> : null}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="max-w-prose text-muted text-sm">
          <p>{own ? words.since(format.instant(own.since)) : words.off}</p>
          {own && !isFew ? <p>{words.left(own.recovery_codes_left)}</p> : null}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button ref={first} onClick={() => setOpen('begin')}>
            {own ? words.another : words.begin}
          </Button>
          {own ? (
            <>
              <Button onClick={() => setOpen('renew')}>{messages.recovery.renew}</Button>
              <Button look="danger" onClick={() => setOpen('remove')}>
                {words.remove}
              </Button>
            </>
          ) : null}
        </div>
      </div>
      {own && isFew ? <FewCodes left={own.recovery_codes_left} /> : null}
      {Act ? (
        <Suspense>
          <Act onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
    </Card>
  )
}

function FewCodes({ left }: { left: number }) {
  return (
    <div className="mt-3">
      {left === 0 ? (
        <Notice tone="bad" title={words.none}>
          {words.noneDetail}
        </Notice>
      ) : (
        <Notice tone="warn" title={words.left(left)}>
          {words.few}
        </Notice>
      )}
    </div>
  )
}
