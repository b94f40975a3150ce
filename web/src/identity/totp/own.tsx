import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useCan } from '@/access/can'
import { useMe } from '@/access/me'
import { useFormat } from '@/kernel/format'
import { policyQuery } from '@/tenancy/security_policy/queries'
import { ActionButton } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { Notice } from '@/ui/notice'
import { Pill } from '@/ui/pill'
import { messages } from '../messages.en'
import { SecondFactorDue } from './due'

const acts = {
  begin: lazy(() => import('./begin')),
  renew: lazy(() => import('../recovery_code/renew')),
  remove: lazy(() => import('./remove')),
}
const words = messages.totp
const demanded = { code: 'second_factor_kept', reason: words.demanded }
const enoughCodes = 3

/** What one is asked for beside the password, and the ways to it, to another, and back. */
export function OwnTotp() {
  const { second_factor: own } = useMe()
  const format = useFormat()
  const [open, setOpen] = useState<keyof typeof acts | null>(null)
  const Act = open ? acts[open] : null
  const first = useRef<HTMLButtonElement>(null)
  const isOn = Boolean(own?.has_app)
  const isDemanded = useIsDemanded() && own?.passkeys === 0
  const off = own ? words.passkeysAlone : words.off
  const isFew = own ? own.recovery_codes_left < enoughCodes : false
  const wasOn = useRef(isOn)
  useEffect(() => {
    // The button that turned it off, where the focus came back to, is gone with it.
    if (wasOn.current && !isOn) first.current?.focus()
    wasOn.current = isOn
  }, [isOn])
  return (
    <Card title={words.title} aside={own ? <Pill tone="good">{words.on}</Pill> : null}>
      <div className="mb-3 empty:hidden">
        <SecondFactorDue isThere />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="max-w-prose text-muted text-sm">
          <p>{isOn && own ? words.since(format.instant(own.since)) : off}</p>
          {own && !isFew ? <p>{words.left(own.recovery_codes_left)}</p> : null}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button ref={first} onClick={() => setOpen('begin')}>
            {isOn ? words.another : words.begin}
          </Button>
          {own ? <Button onClick={() => setOpen('renew')}>{messages.recovery.renew}</Button> : null}
          {isOn ? (
            <ActionButton
              action={{ name: 'totp.remove', closed_because: isDemanded ? demanded : null }}
              look="danger"
              onClick={() => setOpen('remove')}
            >
              {words.remove}
            </ActionButton>
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

/** As far as it can be known before it is tried: who may not read the rules is told by the server's refusal. */
function useIsDemanded(): boolean {
  const { person } = useMe()
  const { data: policy } = useQuery({ ...policyQuery, enabled: useCan('security_policy.view') })
  return (
    person.roles.some((role) => policy?.second_factor_roles.includes(role)) ||
    person.custom_roles.some(({ id }) => policy?.second_factor_custom_roles.includes(id))
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
