import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { Answered } from '@/api/answered'
import type { AuditEventView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { shortId } from '@/kernel/ids'
import { Avatar } from '@/ui/avatar'
import { buttonClass } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { ShowMore } from '@/ui/show-more'
import { TableSkeleton } from '@/ui/skeleton'
import { messages, titleOf } from '../messages.en'
import { eventQuery } from '../queries'
import { RowChange } from './row-change'
import type { AuditSearch } from './search'
import { pageOf, targetOf } from './target'

type AuditEventProps = { id: string; search: AuditSearch }

/** One event: its facts, and every row that its request changed. */
export function AuditEvent({ id, search }: AuditEventProps) {
  const query = useInfiniteQuery(eventQuery(id))
  return (
    <div className="min-w-0">
      <Link
        {...paths.audit()}
        search={{ ...search, event: undefined }}
        className="mb-3 inline-flex min-h-11 items-center gap-2 text-muted text-sm hover:text-ink lg:hidden"
      >
        <ArrowLeft className="size-4" aria-hidden="true" />
        {messages.allEvents}
      </Link>
      <Answered query={query} waiting={<TableSkeleton rows={6} />}>
        {({ pages }) => {
          const event = pages[0]
          const changes = pages.flatMap((page) => page.changes.items)
          return event ? (
            <article className="card overflow-clip" aria-label={titleOf(event.action)}>
              <Facts event={event} />
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-y bg-sunken px-5 py-2.5 max-sm:px-4">
                <h3 className="flex-1 font-semibold text-sm">{messages.whatChanged}</h3>
                <Legend />
              </div>
              {changes.length === 0 ? (
                <p className="px-5 py-4 text-muted text-sm">{messages.noChanges}</p>
              ) : null}
              {changes.map((change) => (
                <RowChange key={change.id} change={change} />
              ))}
              {changes.length > 0 ? (
                <div className="border-line border-t bg-sunken px-5 py-3 text-muted text-xs">
                  <ShowMore
                    shown={messages.rowsChanged(changes.length, query.hasNextPage)}
                    hasMore={query.hasNextPage}
                    isBusy={query.isFetchingNextPage}
                    onMore={() => void query.fetchNextPage()}
                  />
                </div>
              ) : null}
            </article>
          ) : null
        }}
      </Answered>
    </div>
  )
}

function Facts({ event }: { event: AuditEventView }) {
  const format = useFormat()
  const who = event.person_name ?? messages.system
  const page = pageOf(event)
  return (
    <div className="px-5 pt-4 pb-4 max-sm:px-4">
      <h2 className="font-semibold text-lg">{titleOf(event.action)}</h2>
      <code className="font-mono text-muted text-xs">{event.action}</code>
      <div className="mt-3">
        <DescriptionList
          isWide
          facts={[
            {
              term: messages.actor,
              value: (
                <span className="flex items-center gap-2">
                  <Avatar name={who} size="sm" />
                  {who}
                  {event.principal ? ` (${event.principal})` : null}
                </span>
              ),
            },
            {
              term: messages.when,
              value: (
                <time dateTime={event.occurred_at}>{format.instantExact(event.occurred_at)}</time>
              ),
            },
            {
              term: messages.target,
              value: page ? (
                <Link {...page} className="underline underline-offset-2">
                  {targetOf(event)}
                </Link>
              ) : (
                targetOf(event)
              ),
            },
            { term: messages.network, value: event.network },
            { term: messages.permission, value: <Code text={event.permission} /> },
            { term: messages.session, value: <Id id={event.session_id} /> },
            { term: messages.request, value: <Id id={event.request_id} /> },
            { term: messages.facts, value: <DetailFacts detail={event.detail} /> },
          ]}
        />
      </div>
      <Ways event={event} />
    </div>
  )
}

function Ways({ event }: { event: AuditEventView }) {
  const ways = buttonClass('plain', 'sm')
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      <Link {...paths.audit({ entity_id: event.entity_id })} className={ways}>
        {messages.everythingTo}
      </Link>
      {event.person_id ? (
        <Link {...paths.audit({ person_id: event.person_id })} className={ways}>
          {messages.everythingBy}
        </Link>
      ) : null}
      <Link {...paths.audit({ request_id: event.request_id })} className={ways}>
        {messages.everythingIn}
      </Link>
    </div>
  )
}

function Code({ text }: { text: string }) {
  return <code className="font-mono text-xs">{text}</code>
}

function Id({ id }: { id: string | null | undefined }) {
  return id ? (
    <code className="select-all font-mono text-xs" title={id}>
      …{shortId(id)}
    </code>
  ) : null
}

function DetailFacts({ detail }: { detail: unknown }) {
  const entries = typeof detail === 'object' && detail !== null ? Object.entries(detail) : []
  if (entries.length === 0) return null
  return (
    <span className="block font-mono text-xs">
      {entries.map(([key, value]) => (
        <span key={key} className="block">
          <span className="text-muted">{key}: </span>
          {typeof value === 'string' ? value : JSON.stringify(value)}
        </span>
      ))}
    </span>
  )
}

function Legend() {
  const { added, changed, removed } = messages.legend
  return (
    <ul className="flex gap-3 text-muted text-xs">
      {[
        { word: added, dot: 'bg-good-dot' },
        { word: changed, dot: 'bg-warn-dot' },
        { word: removed, dot: 'bg-bad-dot' },
      ].map(({ word, dot }) => (
        <li key={word} className="flex items-center gap-1.5">
          <span className={`size-1.5 rounded-full ${dot}`} aria-hidden="true" />
          {word}
        </li>
      ))}
    </ul>
  )
}
