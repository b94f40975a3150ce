import { getRouteApi, Link } from '@tanstack/react-router'
import { Building2, FileUp, Plus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useCan } from '@/access/can'
import { ExportMenu } from '@/access/export-menu'
import { useMayImport } from '@/access/may-import'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { ListedSupplier } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { countryName, countryOptions } from '@/kernel/countries'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { Button, buttonClass } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { EmptyState } from '@/ui/empty-state'
import { useLocale } from '@/ui/locale'
import { Page, PageHeader } from '@/ui/page'
import { SearchField } from '@/ui/search-field'
import { Segmented } from '@/ui/segmented'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { supplierFilters, suppliersQuery } from '../queries'
import type { SupplierSearch } from './search'
import { SupplierStatusPill } from './status-pill'

const route = getRouteApi('/signed-in/suppliers')
const words = messages.list

export default function SupplierList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(suppliersQuery(search))
  const filter = (change: SupplierSearch) =>
    void navigate({ search: (old) => withoutEmpty({ ...old, ...change }), replace: true })
  const columns = useColumns()
  return (
    <Page>
      <PageHeader
        title={messages.title}
        summary={words.summary}
        actions={<HeaderActions search={search} />}
      />
      <Filters search={search} onFilter={filter} />
      <PagedTable
        paged={paged}
        caption={messages.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <SupplierCard supplier={row} />}
        shown={words.shown}
        nothing={
          <Nothing isFiltered={Object.keys(search).length > 0} onClear={() => filter(noFilters)} />
        }
      />
    </Page>
  )
}

const noFilters: SupplierSearch = { status: undefined, country: undefined, q: undefined }

function withoutEmpty(search: SupplierSearch): SupplierSearch {
  const { status, country, q } = search
  return { ...(status ? { status } : {}), ...(country ? { country } : {}), ...(q ? { q } : {}) }
}

function HeaderActions({ search }: { search: SupplierSearch }) {
  return (
    <>
      <ExportMenu
        permission="supplier.export"
        lists={[{ what: messages.title, path: '/v1/suppliers/export' }]}
        filters={supplierFilters(search)}
      />
      <Actions />
    </>
  )
}

function Actions() {
  const mayImport = useMayImport()
  return (
    <>
      {mayImport.suppliers ? (
        <Link {...paths.newImport({ kind: 'suppliers' })} className={buttonClass()}>
          <FileUp className="size-4" aria-hidden="true" />
          {words.import}
        </Link>
      ) : null}
      <CreateLink />
    </>
  )
}

function CreateLink() {
  if (!useCan('supplier.create')) return null
  return (
    <Link {...paths.newSupplier()} className={buttonClass('primary')}>
      <Plus className="size-4" aria-hidden="true" />
      {words.create}
    </Link>
  )
}

type FiltersProps = { search: SupplierSearch; onFilter: (change: SupplierSearch) => void }

function Filters({ search, onFilter }: FiltersProps) {
  const { locale } = useLocale()
  const countries = countryOptions(locale)
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2" aria-label={messages.title}>
      <Segmented
        label={words.status}
        value={search.status ?? 'all'}
        onValueChange={(status) => onFilter({ status: status === 'all' ? undefined : status })}
        segments={[
          { value: 'all', label: words.all },
          { value: 'active', label: messages.status.active },
          { value: 'proposed', label: messages.status.proposed },
          { value: 'blocked', label: messages.status.blocked },
          { value: 'withdrawn', label: messages.status.withdrawn },
        ]}
      />
      <span className="flex-1 max-md:hidden" />
      <Combobox
        label={words.country}
        isLabelHidden
        placeholder={words.anyCountry}
        className="w-52 max-md:w-full"
        options={countries}
        value={countries.find((option) => option.value === search.country) ?? null}
        onValueChange={(option) => onFilter({ country: option?.value })}
      />
      <SearchField
        label={words.search}
        chord="f"
        value={search.q ?? ''}
        onSearch={(q) => onFilter({ q })}
        className="w-64 max-md:w-full"
      />
    </search>
  )
}

function useColumns(): readonly Column<ListedSupplier>[] {
  const format = useFormat()
  const { locale } = useLocale()
  return useMemo(
    () => [
      {
        id: 'name',
        header: messages.columns.supplier,
        cell: (row) => <SupplierName supplier={row} />,
      },
      {
        id: 'tax_number',
        header: messages.columns.taxNumber,
        cell: (row) => <span className="num text-muted">{row.tax_number}</span>,
        className: 'w-[170px] max-lg:hidden',
      },
      {
        id: 'country',
        header: messages.columns.country,
        cell: (row) => countryName(row.country, locale),
        className: 'w-[170px]',
      },
      {
        id: 'currency',
        header: messages.columns.currency,
        cell: (row) => row.currency,
        className: 'w-[96px] max-xl:hidden',
      },
      {
        id: 'status',
        header: messages.columns.status,
        cell: (row) => <SupplierStatusPill status={row.status} />,
        className: 'w-[128px]',
      },
      {
        id: 'added',
        header: messages.columns.added,
        cell: (row) => <span className="text-muted">{format.ago(row.created_at)}</span>,
        className: 'w-[120px] max-lg:hidden',
      },
    ],
    [format, locale],
  )
}

function SupplierName({ supplier }: { supplier: ListedSupplier }) {
  const under = supplier.blocked_reason ?? supplier.number ?? supplier.external_number
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={supplier.name} isSquare />
      <span className="min-w-0 leading-snug">
        <Link
          {...paths.supplier(supplier.id)}
          className="block truncate font-[550] hover:underline"
        >
          {supplier.name}
        </Link>
        {under ? <span className="num block truncate text-faint text-xs">{under}</span> : null}
      </span>
    </span>
  )
}

function SupplierCard({ supplier }: { supplier: ListedSupplier }) {
  const { locale } = useLocale()
  return (
    <Link {...paths.supplier(supplier.id)} className="flex items-center gap-3 px-4 py-3">
      <Avatar name={supplier.name} isSquare />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-[550]">{supplier.name}</span>
        <span className="block truncate text-faint text-xs">
          {countryName(supplier.country, locale)}, {supplier.currency}
        </span>
      </span>
      <SupplierStatusPill status={supplier.status} />
    </Link>
  )
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered ? (
    <EmptyState
      icon={<Building2 />}
      title={words.noneFound}
      actions={<Button onClick={onClear}>{words.clear}</Button>}
    >
      {words.noneFoundDetail}
    </EmptyState>
  ) : (
    <EmptyState icon={<Building2 />} title={words.none} actions={<Actions />}>
      {words.noneDetail}
    </EmptyState>
  )
}
