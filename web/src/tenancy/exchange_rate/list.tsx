import { getRouteApi } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { useCan } from '@/access/can'
import { ExportMenu } from '@/access/export-menu'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { ExchangeRate } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { EmptyState } from '@/ui/empty-state'
import type { Column } from '@/ui/table'
import { useCurrencies } from '../currencies'
import { messages } from '../messages.en'
import { useMasterPlace } from '../settings/place'
import type { RateSearch } from '../settings/search'
import { Settings } from '../settings/shell'
import { exchangeRatesQuery, rateFilters } from './queries'

const CreateExchangeRate = lazy(() => import('./create'))
const route = getRouteApi('/signed-in/settings/exchange-rates')
const words = messages.exchangeRates

export default function ExchangeRateList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { open } = useMasterPlace()
  const canAdd = useCan('exchange_rate.create')
  const paged = usePaged(exchangeRatesQuery(search))
  const columns = useColumns()
  const isFiltered = Boolean(search.from ?? search.to)
  const filter = (change: RateSearch) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true })
  const adding = canAdd ? (
    <Button
      look="primary"
      icon={<Plus className="size-4" aria-hidden="true" />}
      onClick={() => open('new')}
    >
      {words.add}
    </Button>
  ) : null
  return (
    <Settings
      lead={words.lead}
      actions={
        <>
          <ExportMenu
            permission="exchange_rate.export"
            lists={[{ what: words.title, path: '/v1/exchange-rates/export' }]}
            filters={rateFilters(search)}
          />
          {adding}
        </>
      }
    >
      <search aria-label={words.title} className="mb-3 flex flex-wrap gap-2">
        <CurrencyFilter
          label={words.from}
          value={search.from}
          onChange={(from) => filter({ from })}
        />
        <CurrencyFilter label={words.to} value={search.to} onChange={(to) => filter({ to })} />
      </search>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <RateCard rate={row} />}
        shown={messages.shown}
        nothing={
          <EmptyState
            title={isFiltered ? words.noneFound : words.none}
            actions={
              isFiltered ? (
                <Button onClick={() => filter({ from: undefined, to: undefined })}>
                  {words.clear}
                </Button>
              ) : (
                adding
              )
            }
          >
            {isFiltered ? null : words.noneDetail}
          </EmptyState>
        }
      />
      <Suspense fallback={null}>{search.open === 'new' ? <CreateExchangeRate /> : null}</Suspense>
    </Settings>
  )
}

type CurrencyFilterProps = {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

function CurrencyFilter({ label, value, onChange }: CurrencyFilterProps) {
  const { options, isLoading } = useCurrencies()
  return (
    <Combobox
      label={label}
      placeholder={words.anyCurrency}
      className="w-56 max-md:w-full"
      options={options}
      isLoading={isLoading}
      value={value ? { value, label: value } : null}
      onValueChange={(option) => onChange(option?.value)}
    />
  )
}

function useColumns(): readonly Column<ExchangeRate>[] {
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'date', header: words.date, cell: (row) => format.date(row.on_date) },
      { id: 'from', header: words.from, cell: (row) => row.from_currency, className: 'w-[110px]' },
      { id: 'to', header: words.to, cell: (row) => row.to_currency, className: 'w-[110px]' },
      {
        id: 'rate',
        header: words.rate,
        cell: (row) => format.decimal(row.rate),
        className: 'w-[150px]',
        isNumeric: true,
      },
      { id: 'source', header: words.source, cell: (row) => row.source },
      {
        id: 'entered',
        header: words.entered,
        cell: (row) => (
          <span className="text-muted">
            {words.enteredBy(row.entered_by_name ?? '', format.instant(row.entered_at))}
          </span>
        ),
        className: 'w-[280px] max-lg:hidden',
      },
    ],
    [format],
  )
}

function RateCard({ rate }: { rate: ExchangeRate }) {
  const format = useFormat()
  return (
    <div className="flex items-baseline gap-3 px-4 py-3">
      <span className="min-w-0 flex-1">
        <span className="block font-[550]">
          {rate.from_currency} → {rate.to_currency}
        </span>
        <span className="block text-faint text-xs">
          {format.date(rate.on_date)}, {rate.source}
        </span>
      </span>
      <span className="num font-[550]">{format.decimal(rate.rate)}</span>
    </div>
  )
}
