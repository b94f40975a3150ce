import { getRouteApi, Link } from '@tanstack/react-router'
import { FileText, FileUp, Plus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useCan } from '@/access/can'
import { ExportMenu } from '@/access/export-menu'
import { useMayImport } from '@/access/may-import'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { ListedPurchaseOrder } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { Button, buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Page, PageHeader } from '@/ui/page'
import { Pill } from '@/ui/pill'
import type { Column } from '@/ui/table'
import { DocumentFilters } from '../document/filters'
import { NeedBy } from '../document/need-by'
import { setFilters } from '../document/search'
import { messages as shared } from '../messages.en'
import { orderLifecycles } from './lifecycle'
import { messages } from './messages.en'
import { ordersQuery } from './queries'
import type { OrderSearch } from './search'
import { OrderPill } from './status-pill'

const route = getRouteApi('/signed-in/purchase-orders')
const words = messages.list
const states = orderLifecycles.map((value) => ({ value, label: messages.lifecycle[value] }))
const views = (['pending_approval', 'approved', 'issued', 'draft'] as const).map((value) => ({
  value,
  label: value === 'draft' ? words.drafts : messages.lifecycle[value],
}))

export default function OrderList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(ordersQuery(search))
  const columns = useColumns()
  const filter = (wanted: OrderSearch) =>
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
        onSearch={filter}
      />
      <PagedTable
        paged={paged}
        caption={messages.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <OrderCard order={row} />}
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

function HeaderActions({ search }: { search: OrderSearch }) {
  return (
    <>
      <ExportMenu
        permission="purchase_order.export"
        lists={[
          { what: words.exported, path: '/v1/purchase-orders/export' },
          { what: words.exportedLines, path: '/v1/purchase-orders/export-lines' },
        ]}
        filters={setFilters(search)}
      />
      <Actions />
    </>
  )
}

function Actions() {
  const mayImport = useMayImport()
  return (
    <>
      {mayImport.purchase_orders ? (
        <Link {...paths.newImport({ kind: 'purchase_orders' })} className={buttonClass()}>
          <FileUp className="size-4" aria-hidden="true" />
          {words.import}
        </Link>
      ) : null}
      <CreateLink />
    </>
  )
}

function CreateLink() {
  if (!useCan('purchase_order.create')) return null
  return (
    <Link {...paths.newOrder()} className={buttonClass('primary')}>
      <Plus className="size-4" aria-hidden="true" />
      {words.create}
    </Link>
  )
}

function useColumns(): readonly Column<ListedPurchaseOrder>[] {
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'order', header: words.order, cell: (row) => <OrderName order={row} /> },
      {
        id: 'supplier',
        header: shared.columns.supplier,
        cell: (row) => <SupplierName order={row} />,
        className: 'w-[26%] max-lg:hidden',
      },
      {
        id: 'status',
        header: shared.columns.status,
        cell: (row) => <Standing order={row} />,
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
function isOpen(order: ListedPurchaseOrder): boolean {
  return !['completed', 'short_closed', 'rejected', 'cancelled'].includes(order.lifecycle)
}

function OrderName({ order }: { order: ListedPurchaseOrder }) {
  return (
    <span className="block min-w-0 leading-snug">
      <Link {...paths.order(order.id)} className="block truncate font-[550] hover:underline">
        {order.title}
      </Link>
      <span className="num block truncate text-faint text-xs">
        {order.number ?? shared.noNumber}, {order.requester.name}
      </span>
    </span>
  )
}

function SupplierName({ order }: { order: ListedPurchaseOrder }) {
  if (!order.supplier) return <span className="text-faint">{shared.noSupplier}</span>
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={order.supplier.name} isSquare />
      <span className="truncate">{order.supplier.name}</span>
    </span>
  )
}

function Standing({ order }: { order: ListedPurchaseOrder }) {
  const isHeld = order.is_receiving_held || order.is_billing_held
  return (
    <span className="flex flex-wrap gap-1">
      <OrderPill lifecycle={order.lifecycle} />
      {isHeld ? <Pill tone="bad">{words.held}</Pill> : null}
    </span>
  )
}

function OrderCard({ order }: { order: ListedPurchaseOrder }) {
  const format = useFormat()
  const supplier = order.supplier?.name ?? shared.noSupplier
  return (
    <Link {...paths.order(order.id)} className="block px-4 py-3.5">
      <span className="flex items-start gap-3">
        <Avatar name={supplier} isSquare size="lg" />
        <span className="min-w-0 flex-1 leading-snug">
          <span className="block truncate font-[550] text-base">{order.title}</span>
          <span className="block truncate text-faint text-sm">{supplier}</span>
        </span>
        <span className="num font-[550] text-base">{format.money(order.total)}</span>
      </span>
      <span className="mt-3 flex items-center gap-3">
        <Standing order={order} />
        <span className="ml-auto text-sm">
          <NeedBy date={order.need_by} isOpen={isOpen(order)} />
        </span>
      </span>
    </Link>
  )
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered ? (
    <EmptyState
      icon={<FileText />}
      title={words.noneFound}
      actions={<Button onClick={onClear}>{words.clear}</Button>}
    >
      {words.noneFoundDetail}
    </EmptyState>
  ) : (
    <EmptyState icon={<FileText />} title={words.none} actions={<Actions />}>
      {words.noneDetail}
    </EmptyState>
  )
}
