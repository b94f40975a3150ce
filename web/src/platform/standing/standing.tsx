import type { ReactNode } from 'react'
import type { Act, OrganisationAtAGlance } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { MenuItem } from '@/ui/menu'
import { Pill } from '@/ui/pill'
import { RowMenu } from '@/ui/row-menu'
import { messages } from '../messages.en'
import { useOperator } from '../session/queries'
import { acts, actsOf, type Waiting, waitingOf } from './acts'
import { nameOf } from './effects'
import { WaitingActs } from './waiting-acts'

const words = messages.standing

/** What somebody is about to do: to begin an act, or to carry out or take back what waits. */
export type Asked = { organisation: OrganisationAtAGlance } & (
  | { to: 'begin'; act: Act }
  | { to: 'carry_out' | 'withdraw'; waiting: Waiting }
  | { to: 'recover' }
)
export type Ask = (asked: Asked) => void

type OfOrganisation = { organisation: OrganisationAtAGlance }

/** What waits for a second operator: who asked, why, and until when. */
export function Standing({ organisation }: OfOrganisation): ReactNode {
  const { id } = useOperator()
  const format = useFormat()
  const waiting = waitingOf(organisation)
  if (!waiting) return null
  const { act, asked_by, asked_by_name, asked_at, expires_at, reason } = waiting
  const ago = format.ago(asked_at)
  return (
    <span className="block min-w-0 leading-snug [overflow-wrap:anywhere]">
      <Pill tone="warn">{words.waiting[act].asked}</Pill>
      <span className="mt-1 line-clamp-2" title={reason}>
        {reason}
      </span>
      <span className="block text-faint text-xs">
        {asked_by === id ? words.byYou(ago) : words.by(asked_by_name, ago)},{' '}
        <time dateTime={expires_at} className="whitespace-nowrap">
          {words.lapsesAt(format.instant(expires_at))}
        </time>
      </span>
    </span>
  )
}

type Asking = OfOrganisation & { ask: Ask }

/** What this operator may do about an organisation now. */
export function StandingActs({ organisation, ask }: Asking): ReactNode {
  const { permissions } = useOperator()
  const waiting = waitingOf(organisation)
  const name = nameOf(organisation)
  if (waiting) {
    // Whoever may ask for what waits takes it back, too.
    if (!permissions.includes(acts[waiting.act].permission)) return null
    return (
      <WaitingActs
        asked={words.waiting[waiting.act].asked}
        name={name}
        askedBy={waiting.asked_by}
        onReview={() => ask({ to: 'carry_out', organisation, waiting })}
        onWithdraw={() => ask({ to: 'withdraw', organisation, waiting })}
      />
    )
  }
  const open = actsOf(organisation.state, permissions)
  if (open.length === 0) return null
  return (
    <RowMenu label={words.actsFor(name)}>
      {open.map((act) => (
        <MenuItem
          key={act}
          isDanger={acts[act].isDanger}
          onSelect={() => ask({ to: 'begin', organisation, act })}
        >
          {words.acts[act].ask}
        </MenuItem>
      ))}
      {organisation.state === 'active' && permissions.includes('platform.tenant_resume') ? (
        <MenuItem onSelect={() => ask({ to: 'recover', organisation })}>{words.recover}</MenuItem>
      ) : null}
    </RowMenu>
  )
}
