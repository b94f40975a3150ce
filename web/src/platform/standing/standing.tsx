import { EllipsisVertical } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Act, OrganisationAtAGlance, WaitingView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Button } from '@/ui/button'
import { Menu, MenuItem } from '@/ui/menu'
import { Pill } from '@/ui/pill'
import { messages } from '../messages.en'
import { useOperator } from '../session/queries'
import { acts, actsOf } from './acts'
import { nameOf } from './effects'

const words = messages.standing

/** What somebody is about to do: to ask for an act, or to carry out what waits. */
export type Asked = { organisation: OrganisationAtAGlance; act: Act; waiting?: WaitingView }
export type Ask = (asked: Asked) => void

type OfOrganisation = { organisation: OrganisationAtAGlance }

/** What waits for a second operator: who asked, why, and until when. */
export function Standing({ organisation: { waiting } }: OfOrganisation): ReactNode {
  const { id } = useOperator()
  const format = useFormat()
  if (!waiting) return null
  const { act, asked_by, asked_by_name, asked_at, expires_at, reason } = waiting
  const ago = format.ago(asked_at)
  return (
    <span className="block min-w-0 leading-snug [overflow-wrap:anywhere]">
      <Pill tone="warn">{words.acts[act].asked}</Pill>
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

/** What this operator may do about an organisation now; whoever asked waits for somebody else. */
export function StandingActs({ organisation, ask }: OfOrganisation & { ask: Ask }): ReactNode {
  const { id, permissions } = useOperator()
  const { waiting, state } = organisation
  const name = nameOf(organisation)
  if (waiting) {
    const { act, asked_by } = waiting
    if (!permissions.includes(acts[act].permission)) return null
    if (asked_by === id) return <span className="text-muted text-xs">{words.yours}</span>
    return (
      <Button
        size="sm"
        look="primary"
        aria-label={words.reviewOf(words.acts[act].asked, name)}
        onClick={() => ask({ organisation, act, waiting })}
      >
        {words.review}
      </Button>
    )
  }
  const open = actsOf(state, permissions)
  if (open.length === 0) return null
  return (
    <Menu
      trigger={
        <Button
          look="ghost"
          size="icon"
          aria-label={words.actsFor(name)}
          icon={<EllipsisVertical className="size-4" aria-hidden="true" />}
        />
      }
    >
      {open.map((act) => (
        <MenuItem
          key={act}
          isDanger={acts[act].isDanger}
          onSelect={() => ask({ organisation, act })}
        >
          {words.acts[act].ask}
        </MenuItem>
      ))}
    </Menu>
  )
}
