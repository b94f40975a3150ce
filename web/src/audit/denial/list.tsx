import { getRouteApi, Link } from '@tanstack/react-router'
import { ShieldX } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { ExportMenu } from '@/access/export-menu'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { AuditDenialView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { Button } from '@/ui/button'
import { DateField } from '@/ui/date-field'
import { EmptyState } from '@/ui/empty-state'
import { useLocale } from '@/ui/locale'
import { Page, PageHeader } from '@/ui/page'
import type { Column } from '@/ui/table'
import type { DenialSearch } from '../event/search'
import { messages } from '../messages.en'
import { PersonFilter } from '../person-filter'
import { denialFilters, denialsQuery } from '../queries'
import { AuditTabs } from '../tabs'

const route = getRouteApi('/signed-in/audit/denials')
const words = messages.denial

export default function AuditDenialList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { timeZone } = useLocale()
  const paged = usePaged(denialsQuery(search, timeZone))
  const columns = useColumns()
  const filter = (change: DenialSearch) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true })
  const isFiltered = Object.values(search).some(Boolean)
  return (
    <Page>
      <PageHeader
        title={messages.title}
        summary={words.summary}
        actions={
          <ExportMenu
            permission="audit_event.export"
            lists={[{ what: messages.denials, path: '/v1/audit-denials/export' }]}
            filters={denialFilters(search, timeZone)}
          />
        }
      />
      <AuditTabs />
      <search
        aria-label={messages.denials}
        className="mb-4 grid gap-3 sm:grid-cols-[minmax(0,300px)_180px_180px]"
      >
        <PersonFilter id={search.person_id} onChange={(person_id) => filter({ person_id })} />
        <DateField
          label={messages.from}
          value={search.from ?? ''}
          max={search.to}
          onChange={(event) => filter({ from: event.target.value || undefined })}
        />
        <DateField
          label={messages.to}
          value={search.to ?? ''}
          min={search.from}
          onChange={(event) => filter({ to: event.target.value || undefined })}
        />
      </search>
      <PagedTable
        paged={paged}
        caption={messages.denials}
        columns={columns}
        rowId={keyOf}
        card={(row) => <DenialCard denial={row} />}
        shown={words.shown}
        nothing={
          <EmptyState
            icon={<ShieldX />}
            title={isFiltered ? words.noneFound : words.none}
            actions={
              isFiltered ? (
                <Button onClick={() => void navigate({ search: {} })}>{messages.clear}</Button>
              ) : null
            }
          >
            {isFiltered ? messages.noneFoundDetail : words.noneDetail}
          </EmptyState>
        }
      />
    </Page>
  )
}

function keyOf({ minute, session_id, status, permission }: AuditDenialView): string {
  return `${minute} ${session_id} ${status} ${permission}`
}

function outcomeOf(status: number): string {
  return words.status[status] ?? words.other(status)
}

function useColumns(): readonly Column<AuditDenialView>[] {
  const format = useFormat()
  return useMemo(
    () => [
      {
        id: 'person',
        header: words.person,
        cell: (row) => <Who denial={row} />,
      },
      {
        id: 'permission',
        header: words.permission,
        cell: (row) => <code className="font-mono text-xs">{row.permission}</code>,
      },
      {
        id: 'outcome',
        header: words.outcome,
        cell: (row) => outcomeOf(row.status),
        className: 'w-[210px]',
      },
      {
        id: 'times',
        header: words.times,
        cell: (row) => format.count(row.times),
        className: 'w-[80px]',
        isNumeric: true,
      },
      {
        id: 'network',
        header: words.network,
        cell: (row) => <span className="num text-muted">{row.network}</span>,
        className: 'w-[150px] max-lg:hidden',
      },
      {
        id: 'minute',
        header: words.minute,
        cell: (row) => <time dateTime={row.minute}>{format.instant(row.minute)}</time>,
        className: 'w-[180px]',
      },
    ],
    [format],
  )
}

function Who({ denial }: { denial: AuditDenialView }) {
  const name = denial.person_name ?? denial.person_id
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name} />
      <Link
        {...paths.audit({ person_id: denial.person_id })}
        className="truncate font-[550] hover:underline"
      >
        {name}
      </Link>
    </span>
  )
}

function DenialCard({ denial }: { denial: AuditDenialView }) {
  const format = useFormat()
  return (
    <div className="flex flex-col gap-1.5 px-4 py-3">
      <Who denial={denial} />
      <span className="text-sm">
        {outcomeOf(denial.status)}, {format.count(denial.times)}×
      </span>
      <code className="font-mono text-muted text-xs">{denial.permission}</code>
      <time dateTime={denial.minute} className="text-muted text-xs">
        {format.instant(denial.minute)}
      </time>
    </div>
  )
}
