import { Plus, Users } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { useAsked } from '@/access/use-asked'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type {
  OperatorAct,
  OperatorState,
  OperatorView,
  OperatorWaitingView,
} from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { MenuItem } from '@/ui/menu'
import { Page, PageHeader } from '@/ui/page'
import { Pill, type Tone } from '@/ui/pill'
import { RowMenu } from '@/ui/row-menu'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { Denied } from '../session/denied'
import { useMay, useOperator } from '../session/queries'
import { WaitingActs } from '../standing/waiting-acts'
import { operatorsQuery } from './queries'
import { words } from './words.en'

const InviteOperator = lazy(() => import('./create'))
const AskOfOperator = lazy(() => import('./ask'))
const DecideOperator = lazy(() => import('./decide'))

const manage = 'platform.operator_manage'
const standing = messages.standing

/** What somebody is about to do about an operator. */
type Asked = { operator: OperatorView } & (
  | { to: 'ask'; act: Exclude<OperatorAct, 'invite'> }
  | { to: 'carry_out' | 'withdraw'; waiting: OperatorWaitingView }
)
type Ask = (asked: Asked) => void
type OfOperator = { operator: OperatorView }

/** Who runs the installation, and what waits about whom. */
export default function OperatorList(): ReactNode {
  return (
    <Page>
      <PageHeader
        title={words.title}
        summary={words.summary}
        actions={useMay(manage) ? <Invite /> : null}
      />
      {useMay('platform.incident_read') ? <Operators /> : <Denied />}
    </Page>
  )
}

function Invite() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        look="primary"
        icon={<Plus className="size-4" aria-hidden="true" />}
        onClick={() => setIsOpen(true)}
      >
        {words.invite.ask}
      </Button>
      {isOpen ? (
        <Suspense>
          <InviteOperator onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function Operators() {
  const paged = usePaged(operatorsQuery)
  const { ask, dialog } = useAsked<Asked>((asked, onClose) => (
    <Suspense>
      {asked.to === 'ask' ? (
        <AskOfOperator {...asked} onClose={onClose} />
      ) : (
        <DecideOperator {...asked} onClose={onClose} />
      )}
    </Suspense>
  ))
  const columns = useColumns(ask)
  return (
    <>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <OperatorCard operator={row} ask={ask} />}
        shown={words.shown}
        nothing={
          <EmptyState icon={<Users />} title={words.none}>
            {words.noneDetail}
          </EmptyState>
        }
      />
      {dialog}
    </>
  )
}

function useColumns(ask: Ask): readonly Column<OperatorView>[] {
  return useMemo(
    () => [
      { id: 'who', header: words.columns.who, cell: (row) => <Who operator={row} /> },
      {
        id: 'role',
        header: words.columns.role,
        cell: (row) => messages.roles[row.role],
        className: 'w-[110px]',
      },
      {
        id: 'state',
        header: words.columns.state,
        cell: (row) => <State operator={row} />,
        className: 'w-[180px]',
      },
      {
        id: 'signed_in',
        header: words.columns.signedIn,
        cell: (row) => <SignedIn operator={row} />,
        className: 'w-[130px] max-lg:hidden',
      },
      {
        id: 'waiting',
        header: words.columns.waiting,
        cell: (row) => <Waiting operator={row} />,
        className: 'w-[26%]',
      },
      {
        id: 'act',
        header: words.columns.act,
        cell: (row) => <Acts operator={row} ask={ask} />,
        className: 'w-[150px] text-right [&>span]:justify-end',
      },
    ],
    [ask],
  )
}

function Who({ operator: { id, name, email } }: OfOperator) {
  const own = useOperator()
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name} size="lg" />
      <span className="min-w-0 leading-snug">
        <span className="block truncate font-[550]">
          {name}
          {own.id === id ? <span className="font-normal text-muted"> ({words.you})</span> : null}
        </span>
        <span className="block truncate text-muted text-xs" title={email}>
          {email}
        </span>
      </span>
    </span>
  )
}

const tones: Record<OperatorState, Tone> = {
  asked_for: 'calm',
  invited: 'warn',
  active: 'good',
  closed: 'calm',
}

/** Whether they get in, and by what. */
function State({ operator: { state, has_app, passkeys, link_expires_at } }: OfOperator) {
  const format = useFormat()
  const by = [
    has_app ? words.app : null,
    passkeys > 0 ? words.passkeys(passkeys) : null,
    link_expires_at ? words.linkUntil(format.instant(link_expires_at)) : null,
  ].filter((factor) => factor !== null)
  return (
    <span className="block leading-snug">
      <Pill tone={tones[state]}>{words.states[state]}</Pill>
      {by.length > 0 ? (
        <span className="mt-0.5 block text-faint text-xs">{by.join(', ')}</span>
      ) : null}
    </span>
  )
}

function SignedIn({ operator: { signed_in_at } }: OfOperator) {
  const format = useFormat()
  if (!signed_in_at) return <span className="text-muted">{words.never}</span>
  return (
    <time dateTime={signed_in_at} title={format.instantExact(signed_in_at)}>
      {format.ago(signed_in_at)}
    </time>
  )
}

/** What waits for a second operator: who asked, why, and until when. */
function Waiting({ operator: { waiting } }: OfOperator) {
  const { id } = useOperator()
  const format = useFormat()
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
        {asked_by === id ? standing.byYou(ago) : standing.by(asked_by_name, ago)},{' '}
        <time dateTime={expires_at} className="whitespace-nowrap">
          {standing.lapsesAt(format.instant(expires_at))}
        </time>
      </span>
    </span>
  )
}

type Asking = OfOperator & { ask: Ask }

/** What this operator may do about another; about themselves, two others decide. */
function Acts({ operator, ask }: Asking): ReactNode {
  const { id, permissions } = useOperator()
  const { waiting, state, name } = operator
  if (!permissions.includes(manage)) return null
  if (operator.id === id)
    return waiting ? <span className="text-muted text-xs">{words.ofYou}</span> : null
  if (waiting) {
    return (
      <WaitingActs
        asked={words.waiting[waiting.act].asked}
        name={name}
        askedBy={waiting.asked_by}
        onReview={() => ask({ to: 'carry_out', operator, waiting })}
        onWithdraw={() => ask({ to: 'withdraw', operator, waiting })}
      />
    )
  }
  if (state === 'closed') return null
  return (
    <RowMenu label={words.actsFor(name)}>
      {(['renew', 'close'] as const).map((act) => (
        <MenuItem
          key={act}
          isDanger={act === 'close'}
          onSelect={() => ask({ to: 'ask', operator, act })}
        >
          {words.asks[act].ask}
        </MenuItem>
      ))}
    </RowMenu>
  )
}

function OperatorCard({ operator, ask }: Asking) {
  const format = useFormat()
  const { role, signed_in_at, waiting } = operator
  const acts = <Acts operator={operator} ask={ask} />
  const seen = signed_in_at ? words.signedIn(format.ago(signed_in_at)) : null
  return (
    <div className="flex flex-col gap-3 px-4 py-3.5">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Who operator={operator} />
        </div>
        {waiting ? null : <div className="-mt-1 -mr-2.5">{acts}</div>}
      </div>
      <div className="flex items-start justify-between gap-3">
        <State operator={operator} />
        <p className="text-muted text-sm">
          {[messages.roles[role], seen].filter(Boolean).join(', ')}
        </p>
      </div>
      <Waiting operator={operator} />
      {waiting ? acts : null}
    </div>
  )
}
