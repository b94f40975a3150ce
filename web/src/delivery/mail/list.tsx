import { getRouteApi, Link } from '@tanstack/react-router'
import { Mail } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Settings } from '@/tenancy/settings/shell'
import { findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Segmented } from '@/ui/segmented'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { type ListedMail, mailsQuery } from './queries'
import { Resend } from './resend'
import type { MailSearch } from './search'
import { MailStatePill } from './state-pill'
import { triesOf } from './tries'

const route = getRouteApi('/signed-in/settings/mail')

export default function MailList(): ReactNode {
  const { state } = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(mailsQuery({ state }))
  const show = (shown: MailSearch['state']) =>
    void navigate({ search: shown ? { state: shown } : {}, replace: true })
  return (
    <Settings lead={messages.lead}>
      <div className="mb-3 flex">
        <Segmented
          label={messages.show}
          value={state ?? 'all'}
          onValueChange={(value) => show(value === 'all' ? undefined : value)}
          segments={[
            { value: 'all', label: messages.all },
            { value: 'waiting', label: messages.state.waiting },
            { value: 'sent', label: messages.state.sent },
            { value: 'failed', label: messages.state.failed },
          ]}
        />
      </div>
      <PagedTable
        paged={paged}
        caption={messages.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <MailCard mail={row} />}
        shown={messages.shown}
        nothing={
          <EmptyState
            icon={<Mail />}
            title={messages.none[state ?? 'all']}
            actions={
              state ? <Button onClick={() => show(undefined)}>{messages.showAll}</Button> : null
            }
          >
            {state ? null : messages.noneDetail}
          </EmptyState>
        }
      />
    </Settings>
  )
}

const columns: readonly Column<ListedMail>[] = [
  {
    id: 'mail',
    header: messages.title,
    cell: (row) => <About mail={row} />,
    className: 'w-[34%]',
  },
  {
    id: 'state',
    header: messages.status,
    cell: (row) => <MailStatePill state={row.state} />,
    className: 'w-[124px]',
  },
  { id: 'when', header: messages.when, cell: (row) => <Fate mail={row} /> },
  {
    id: 'act',
    header: messages.act,
    cell: (row) => (row.state === 'failed' ? <Resend mail={row} /> : null),
    className: 'w-[140px] text-right',
  },
]

/** What it is about and whose it was, by their address; that leads to them, where one may see people. */
function About({ mail: { kind, address, person_id } }: { mail: ListedMail }) {
  const mayOpen = useCan('person.view')
  return (
    <div className="min-w-0 leading-snug [overflow-wrap:anywhere]">
      <p className="font-[550]">{messages.kind[kind]}</p>
      <p className="text-muted text-xs">
        {person_id && mayOpen ? (
          <Link {...paths.person(person_id)} className="hover:underline">
            {address}
          </Link>
        ) : (
          address
        )}
      </p>
    </div>
  )
}

/** When what became of it, how it goes on, and what the mail server said if it did not take it. */
function Fate({ mail }: { mail: ListedMail }) {
  const format = useFormat()
  const { state, reply } = mail
  const at = mail.ended_at ?? mail.asked_at
  const tries = triesOf(mail, format.ago)
  return (
    <div className="min-w-0 text-sm leading-snug">
      <p>
        <time dateTime={at} title={format.instantExact(at)}>
          {messages.fate[state](format.ago(at))}
        </time>
      </p>
      {tries ? <p className="text-muted text-xs">{tries}</p> : null}
      {reply ? (
        <p className="mt-0.5 font-mono text-xs [overflow-wrap:anywhere]">
          <span className="sr-only">{messages.replied}: </span>
          {reply}
        </p>
      ) : null}
    </div>
  )
}

function MailCard({ mail }: { mail: ListedMail }) {
  const closed = findAction(mail.actions, 'mail.resend')?.closed_because
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <About mail={mail} />
        </div>
        <MailStatePill state={mail.state} />
      </div>
      <Fate mail={mail} />
      {mail.state === 'failed' ? (
        <>
          <Resend mail={mail} />
          {closed ? <p className="text-muted text-xs">{closed.reason}</p> : null}
        </>
      ) : null}
    </div>
  )
}
