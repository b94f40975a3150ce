import { getRouteApi, Link } from '@tanstack/react-router'
import { Building2, FileText, FileUp, Plus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useCan } from '@/access/can'
import { ExportMenu } from '@/access/export-menu'
import { useMayImport } from '@/access/may-import'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Button, buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Page, PageHeader } from '@/ui/page'
import { Segmented } from '@/ui/segmented'
import { Select } from '@/ui/select'
import type { Column } from '@/ui/table'
import { messages } from './messages.en'
import { importsQuery, type ListedImport } from './queries'
import type { ImportsSearch } from './search'
import { ImportStatePill } from './state-pill'

const route = getRouteApi('/signed-in/imports')
const words = messages.list
const states = (['uploaded', 'tried', 'confirmed', 'discarded', 'undone'] as const).map(
  (value) => ({
    value,
    label: messages.state[value],
  }),
)

export default function ImportList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(importsQuery(search))
  const columns = useColumns()
  const isFiltered = search.kind !== undefined || search.state !== undefined
  const filter = (change: ImportsSearch) =>
    void navigate({ search: (old) => withoutEmpty({ ...old, ...change }), replace: true })
  return (
    <Page>
      <PageHeader
        title={messages.title}
        summary={words.summary}
        actions={
          <>
            <ExportMenu
              permission="import.export"
              lists={[{ what: messages.title, path: '/v1/imports/export' }]}
              filters={withoutEmpty(search)}
            />
            <CreateLink />
          </>
        }
      />
      {isFiltered || paged.rows.length > 0 ? <Filters search={search} onFilter={filter} /> : null}
      <PagedTable
        paged={paged}
        caption={messages.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <ImportCard listed={row} />}
        shown={words.shown}
        nothing={
          <Nothing
            isFiltered={isFiltered}
            onClear={() => filter({ kind: undefined, state: undefined })}
          />
        }
      />
    </Page>
  )
}

function withoutEmpty({ kind, state }: ImportsSearch): ImportsSearch {
  return { ...(kind ? { kind } : {}), ...(state ? { state } : {}) }
}

function CreateLink() {
  if (!useCan('import.create')) return null
  return (
    <Link {...paths.newImport()} className={buttonClass('primary')}>
      <Plus className="size-4" aria-hidden="true" />
      {words.create}
    </Link>
  )
}

type FiltersProps = { search: ImportsSearch; onFilter: (change: ImportsSearch) => void }

function Filters({ search, onFilter }: FiltersProps) {
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2" aria-label={messages.title}>
      <Segmented
        label={words.kind}
        value={search.kind ?? 'all'}
        onValueChange={(kind) => onFilter({ kind: kind === 'all' ? undefined : kind })}
        segments={[
          { value: 'all', label: words.all },
          { value: 'suppliers', label: messages.kind.suppliers },
          { value: 'purchase_orders', label: messages.kind.purchase_orders },
        ]}
      />
      <span className="flex-1 max-md:hidden" />
      <Select
        label={words.state}
        isLabelHidden
        className="w-48 max-md:w-full"
        options={states}
        placeholder={words.anyState}
        value={search.state ?? ''}
        onChange={(event) =>
          onFilter({ state: states.find(({ value }) => value === event.target.value)?.value })
        }
      />
    </search>
  )
}

function useColumns(): readonly Column<ListedImport>[] {
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'file', header: words.file, cell: (row) => <FileName listed={row} /> },
      {
        id: 'state',
        header: words.state,
        cell: (row) => <ImportStatePill state={row.state} />,
        className: 'w-[168px]',
      },
      {
        id: 'rows',
        header: words.rows,
        cell: (row) => format.count(row.counts.rows),
        className: 'w-[88px] max-lg:hidden',
        isNumeric: true,
      },
      {
        id: 'found',
        header: words.found,
        cell: (row) => <Found listed={row} />,
        className: 'w-[26%]',
      },
      {
        id: 'uploaded',
        header: words.uploaded,
        cell: (row) => <span className="text-muted">{format.ago(row.created_at)}</span>,
        className: 'w-[132px] max-lg:hidden',
      },
    ],
    [format],
  )
}

function FileName({ listed }: { listed: ListedImport }) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <KindIcon kind={listed.kind} />
      <span className="min-w-0 leading-snug">
        <Link {...paths.import(listed.id)} className="block truncate font-[550] hover:underline">
          {listed.file_name}
        </Link>
        <span className="block truncate text-faint text-xs">{messages.kind[listed.kind]}</span>
      </span>
    </span>
  )
}

function KindIcon({ kind }: { kind: ListedImport['kind'] }) {
  const Icon = kind === 'suppliers' ? Building2 : FileText
  return (
    <span
      aria-hidden="true"
      className="grid size-8 shrink-0 place-items-center rounded-md bg-sunken text-muted ring-1 ring-line"
    >
      <Icon className="size-4" strokeWidth={1.75} />
    </span>
  )
}

/** What an import would make, has made, or did not. */
function Found({ listed }: { listed: ListedImport }) {
  const { state, kind, counts } = listed
  if (state === 'discarded') return <span className="text-faint">{words.nothingMade}</span>
  if (state === 'undone') return <span className="text-faint">{words.takenBack}</span>
  const made = state === 'confirmed' ? words.hasMade : words.wouldMake
  return (
    <span className="block min-w-0 leading-snug">
      <span className="num block truncate">{made(counts.documents, kind)}</span>
      {counts.problems > 0 ? (
        <span className="num block truncate text-bad text-xs">
          {words.withProblems(counts.problems)}
        </span>
      ) : null}
    </span>
  )
}

function ImportCard({ listed }: { listed: ListedImport }) {
  const format = useFormat()
  return (
    <Link {...paths.import(listed.id)} className="flex items-start gap-3 px-4 py-3.5">
      <KindIcon kind={listed.kind} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-[550]">{listed.file_name}</span>
        <span className="block truncate text-faint text-xs">
          {messages.kind[listed.kind]}, {format.ago(listed.created_at)}
        </span>
        <span className="mt-2 flex flex-wrap items-center justify-between gap-2 text-sm">
          <Found listed={listed} />
          <ImportStatePill state={listed.state} />
        </span>
      </span>
    </Link>
  )
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const may = useMayImport()
  const kinds = [
    { kind: 'suppliers' as const, label: words.noneSuppliers },
    { kind: 'purchase_orders' as const, label: words.noneOrders },
  ].filter(({ kind }) => may[kind])
  if (isFiltered) {
    return (
      <EmptyState
        icon={<FileUp />}
        title={words.noneFound}
        actions={<Button onClick={onClear}>{words.clear}</Button>}
      >
        {words.noneFoundDetail}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<FileUp />}
      title={words.none}
      actions={kinds.map(({ kind, label }) => (
        <Link key={kind} {...paths.newImport({ kind })} className={buttonClass()}>
          {label}
        </Link>
      ))}
    >
      {kinds.length > 0 ? words.noneDetail : words.noneDenied}
    </EmptyState>
  )
}
