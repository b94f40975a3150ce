import { getRouteApi } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import type { ReactNode } from 'react'
import { ExportMenu } from '@/access/export-menu'
import { Answered } from '@/api/answered'
import { ReadOn } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { AuditEventView } from '@/api/schema.gen'
import { addDays } from '@/kernel/dates'
import { useFormat } from '@/kernel/format'
import { Button } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { EmptyState } from '@/ui/empty-state'
import { useLocale } from '@/ui/locale'
import { Page, PageHeader } from '@/ui/page'
import { useShortcut } from '@/ui/shortcuts'
import { messages } from '../messages.en'
import { eventFilters, eventsQuery } from '../queries'
import { AuditTabs } from '../tabs'
import { AuditEvent } from './detail'
import { AuditFilters } from './filters'
import { EventRow } from './row'
import type { AuditSearch } from './search'

const route = getRouteApi('/signed-in/audit')
const lookbackDays = 90

export default function AuditEventList(): ReactNode {
  const search = route.useSearch()
  const { timeZone } = useLocale()
  const format = useFormat()
  const navigate = route.useNavigate()
  const paged = usePaged(eventsQuery(search, timeZone))
  const { query, rows } = paged
  const filter = (change: AuditSearch) =>
    void navigate({
      search: (old) => searchable({ ...old, event: undefined, ...change }, format.today()),
      replace: true,
    })
  const isFiltered = Object.entries(search).some(([name, value]) => name !== 'event' && value)
  return (
    <Page>
      <div className={classNames(search.event && 'max-lg:hidden')}>
        <PageHeader
          title={messages.title}
          summary={messages.summary}
          actions={
            <ExportMenu
              permission="audit_event.export"
              lists={[{ what: messages.events, path: '/v1/audit-events/export' }]}
              filters={eventFilters(search, timeZone)}
            />
          }
        />
        <AuditTabs />
        <AuditFilters search={search} onFilter={filter} />
      </div>
      <Answered query={query}>
        {() =>
          rows.length === 0 && !search.event ? (
            <Nothing isFiltered={isFiltered} onClear={() => void navigate({ search: {} })} />
          ) : (
            <div className="grid gap-4 lg:grid-cols-[minmax(300px,400px)_minmax(0,1fr)] lg:items-start">
              <div
                className={classNames(
                  'card min-w-0 overflow-clip lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto',
                  search.event && 'max-lg:hidden',
                )}
              >
                <Events rows={rows} openId={search.event} />
                <div className="border-line border-t bg-sunken px-5 py-3 text-muted text-xs">
                  <ReadOn paged={paged} shown={messages.shown(rows.length, query.hasNextPage)} />
                </div>
              </div>
              {search.event ? (
                <AuditEvent key={search.event} id={search.event} search={search} />
              ) : (
                <div className="max-lg:hidden">
                  <EmptyState icon={<ScrollText />} title={messages.choose}>
                    {messages.chooseDetail}
                  </EmptyState>
                </div>
              )}
            </div>
          )
        }
      </Answered>
    </Page>
  )
}

/** A search for words needs a first day; it is put where the reader sees it. */
function searchable(search: AuditSearch, today: string): AuditSearch {
  if (!search.q?.trim() || search.from) return search
  return { ...search, from: addDays(today, -lookbackDays) }
}

type EventsProps = { rows: readonly AuditEventView[]; openId: string | undefined }

function Events({ rows, openId }: EventsProps) {
  const navigate = route.useNavigate()
  const at = rows.findIndex((row) => row.id === openId)
  const open = (place: number) => {
    const id = rows[place]?.id
    if (id) void navigate({ search: (old) => ({ ...old, event: id }), replace: true })
  }
  useShortcut('j', messages.next, () => open(at + 1))
  useShortcut('k', messages.previous, () => open(Math.max(0, at - 1)))
  return (
    <ul aria-label={messages.events}>
      {rows.map((row) => (
        <li key={row.id} className="border-line border-b last:border-0">
          <EventRow event={row} isOpen={row.id === openId} />
        </li>
      ))}
    </ul>
  )
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return (
    <EmptyState
      icon={<ScrollText />}
      title={isFiltered ? messages.noneFound : messages.none}
      actions={isFiltered ? <Button onClick={onClear}>{messages.clear}</Button> : null}
    >
      {isFiltered ? messages.noneFoundDetail : messages.noneDetail}
    </EmptyState>
  )
}
