import { ScrollText } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { PlatformEventView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { EmptyState } from '@/ui/empty-state'
import { Page, PageHeader } from '@/ui/page'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { Denied } from '../session/denied'
import { useMay } from '../session/queries'
import { factsOf, type Names, namesIn } from './facts'
import { eventsQuery } from './queries'

const words = messages.events

/** What operators did, and what was tried in their name. */
export default function PlatformEventList(): ReactNode {
  return (
    <Page>
      <PageHeader title={words.title} summary={words.summary} />
      {useMay('platform.incident_read') ? <Events /> : <Denied />}
    </Page>
  )
}

function Events() {
  const paged = usePaged(eventsQuery)
  const names = useMemo(() => namesIn(paged.rows), [paged.rows])
  const columns = useColumns(names)
  return (
    <PagedTable
      paged={paged}
      caption={words.title}
      columns={columns}
      rowId={(row) => row.id}
      card={(row) => <EventCard event={row} names={names} />}
      shown={words.shown}
      nothing={
        <EmptyState icon={<ScrollText />} title={words.none}>
          {words.noneDetail}
        </EmptyState>
      }
    />
  )
}

function useColumns(names: Names): readonly Column<PlatformEventView>[] {
  return useMemo(
    () => [
      {
        id: 'what',
        header: words.columns.what,
        cell: (row) => <What event={row} />,
        className: 'w-[220px]',
      },
      {
        id: 'who',
        header: words.columns.who,
        cell: (row) => <Who event={row} />,
        className: 'w-[200px]',
      },
      {
        id: 'about',
        header: words.columns.about,
        cell: (row) => <About event={row} names={names} />,
      },
      {
        id: 'network',
        header: words.columns.network,
        cell: (row) => <span className="num text-muted">{row.network}</span>,
        className: 'w-[150px] max-lg:hidden',
      },
      {
        id: 'at',
        header: words.columns.at,
        cell: (row) => <At event={row} />,
        className: 'w-[180px]',
      },
    ],
    [names],
  )
}

type OfEvent = { event: PlatformEventView }

function What({ event: { action } }: OfEvent) {
  return (
    <span className="block min-w-0 leading-snug [overflow-wrap:anywhere]">
      <span className="block font-[550]">{words.actions[action] ?? action}</span>
      <code className="block font-mono text-faint text-xs">{action}</code>
    </span>
  )
}

function Who({ event: { operator_name, network } }: OfEvent) {
  if (!operator_name)
    return <span className="text-muted">{network ? words.nobody : words.console}</span>
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={operator_name} />
      <span className="truncate">{operator_name}</span>
    </span>
  )
}

function About({ event, names }: OfEvent & { names: Names }) {
  const facts = factsOf(event, names)
  if (facts.length === 0) return null
  return (
    <dl className="leading-snug [overflow-wrap:anywhere]">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt className="inline text-faint text-xs">{term}: </dt>
          <dd className="inline">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function At({ event: { occurred_at, request_id } }: OfEvent) {
  const format = useFormat()
  const title = [format.instantExact(occurred_at), request_id && `${words.request} ${request_id}`]
  return (
    <time dateTime={occurred_at} title={title.filter(Boolean).join('\n')}>
      {format.instant(occurred_at)}
    </time>
  )
}

function EventCard({ event, names }: OfEvent & { names: Names }) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3 text-sm">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <What event={event} />
        </div>
        <span className="shrink-0 text-muted text-xs">
          <At event={event} />
        </span>
      </div>
      <Who event={event} />
      <About event={event} names={names} />
    </div>
  )
}
