import { getRouteApi, Link } from '@tanstack/react-router'
import { ClipboardList, Plus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useCan } from '@/access/can'
import { ExportMenu } from '@/access/export-menu'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { ListedRequisition } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { Button, buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Page, PageHeader } from '@/ui/page'
import type { Column } from '@/ui/table'
import { DocumentFilters } from '../document/filters'
import { NeedBy } from '../document/need-by'
import { setFilters } from '../document/search'
import { messages as shared } from '../messages.en'
import { requisitionLifecycles } from './lifecycle'
import { messages } from './messages.en'
import { requisitionsQuery } from './queries'
import type { RequisitionSearch } from './search'
import { RequisitionPill } from './status-pill'

const route = getRouteApi('/signed-in/requisitions')
const words = messages.list
const states = requisitionLifecycles.map((value) => ({ value, label: messages.lifecycle[value] }))
const views = (['in_approval', 'approved', 'ordered', 'draft'] as const).map((value) => ({
  value,
  label: value === 'draft' ? words.drafts : messages.lifecycle[value],
}))

export default function RequisitionList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(requisitionsQuery(search))
  const columns = useColumns()
  const filter = (wanted: RequisitionSearch) =>
    void navigate({ search: setFilters(wanted), replace: true })
  return (
    <Page>
      <PageHeader
        title={messages.title}
        summary={words.summary}
        actions={<HeaderActions search={search} />}
      />
      <DocumentFilters
        label={messages.title}
        search={search}
        views={views}
        states={states}
        all={words.all}
        toOrder={words.toOrder}
        onSearch={filter}
      />
      <PagedTable
        paged={paged}
        caption={messages.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <RequisitionCard requisition={row} />}
        shown={words.shown}
        nothing={
          <Nothing
            isFiltered={Object.keys(setFilters(search)).length > 0}
            onClear={() => filter({})}
          />
        }
      />
    </Page>
  )
}

function HeaderActions({ search }: { search: RequisitionSearch }) {
  return (
    <>
      <ExportMenu
        permission="requisition.export"
        lists={[
          { what: words.exported, path: '/v1/requisitions/export' },
          { what: words.exportedLines, path: '/v1/requisitions/export-lines' },
        ]}
        filters={setFilters(search)}
      />
      <CreateLink />
    </>
  )
}

function CreateLink() {
  if (!useCan('requisition.create')) return null
  return (
    <Link {...paths.newRequisition()} className={buttonClass('primary')}>
      <Plus className="size-4" aria-hidden="true" />
      {words.create}
    </Link>
  )
}

function useColumns(): readonly Column<ListedRequisition>[] {
  const format = useFormat()
  return useMemo(
    () => [
      {
        id: 'requisition',
        header: words.requisition,
        cell: (row) => <RequisitionName requisition={row} />,
      },
      {
        id: 'supplier',
        header: shared.columns.supplier,
        cell: (row) => <SupplierName requisition={row} />,
        className: 'w-[26%] max-lg:hidden',
      },
      {
        id: 'status',
        header: shared.columns.status,
        cell: (row) => <Standing requisition={row} />,
        className: 'w-[150px]',
      },
      {
        id: 'department',
        header: shared.columns.department,
        cell: (row) => <span className="block truncate text-muted">{row.department?.name}</span>,
        className: 'w-[132px] max-xl:hidden',
      },
      {
        id: 'need_by',
        header: shared.columns.needBy,
        cell: (row) => <NeedBy date={row.need_by} isOpen={isOpen(row)} />,
        className: 'w-[104px]',
      },
      {
        id: 'total',
        header: shared.columns.total,
        cell: (row) => <span className="font-[550]">{format.money(row.total)}</span>,
        className: 'w-[132px]',
        isNumeric: true,
      },
    ],
    [format],
  )
}

/** Still expected, so that a day that has passed matters. */
function isOpen(requisition: ListedRequisition): boolean {
  return !['ordered', 'short_closed', 'rejected', 'cancelled'].includes(requisition.lifecycle)
}

function RequisitionName({ requisition }: { requisition: ListedRequisition }) {
  return (
    <span className="block min-w-0 leading-snug">
      <Link
        {...paths.requisition(requisition.id)}
        className="block truncate font-[550] hover:underline"
      >
        {requisition.title}
      </Link>
      <span className="num block truncate text-faint text-xs">
        {requisition.number ?? shared.noNumber}, {requisition.requester.name}
      </span>
    </span>
  )
}

function SupplierName({ requisition }: { requisition: ListedRequisition }) {
  if (!requisition.supplier) return <span className="text-faint">{shared.noSupplier}</span>
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={requisition.supplier.name} isSquare />
      <span className="truncate">{requisition.supplier.name}</span>
    </span>
  )
}

function Standing({ requisition }: { requisition: ListedRequisition }) {
  const { lifecycle, lines, lines_to_order } = requisition
  return (
    <>
      <RequisitionPill lifecycle={lifecycle} />
      {lines_to_order > 0 ? (
        <span className="num mt-0.5 block text-faint text-xs">
          {words.linesToOrder(lines_to_order, lines)}
        </span>
      ) : null}
    </>
  )
}

function RequisitionCard({ requisition }: { requisition: ListedRequisition }) {
  const format = useFormat()
  const supplier = requisition.supplier?.name ?? shared.noSupplier
  return (
    <Link {...paths.requisition(requisition.id)} className="block px-4 py-3.5">
      <span className="flex items-start gap-3">
        <Avatar name={supplier} isSquare size="lg" />
        <span className="min-w-0 flex-1 leading-snug">
          <span className="block truncate font-[550] text-base">{requisition.title}</span>
          <span className="block truncate text-faint text-sm">{supplier}</span>
        </span>
        <span className="num font-[550] text-base">{format.money(requisition.total)}</span>
      </span>
      <span className="mt-3 flex items-center gap-3">
        <span>
          <Standing requisition={requisition} />
        </span>
        <span className="ml-auto text-sm">
          <NeedBy date={requisition.need_by} isOpen={isOpen(requisition)} />
        </span>
      </span>
    </Link>
  )
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered ? (
    <EmptyState
      icon={<ClipboardList />}
      title={words.noneFound}
      actions={<Button onClick={onClear}>{words.clear}</Button>}
    >
      {words.noneFoundDetail}
    </EmptyState>
  ) : (
    <EmptyState icon={<ClipboardList />} title={words.none} actions={<CreateLink />}>
      {words.noneDetail}
    </EmptyState>
  )
}
