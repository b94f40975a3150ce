import { getRouteApi } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { useCan } from '@/access/can'
import { usePaged } from '@/api/paging'
import type { TaxCodeView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { activityOf, MasterList, OpenButton, StatePill } from '../settings/master-list'
import { taxCodesQuery } from './queries'

const CreateTaxCode = lazy(() => import('./create'))
const UpdateTaxCode = lazy(() => import('./update'))
const route = getRouteApi('/signed-in/settings/tax-codes')
const words = messages.taxCodes

const columns: readonly Column<TaxCodeView>[] = [
  {
    id: 'name',
    header: messages.name,
    cell: (row) => <OpenButton id={row.id} name={row.name} />,
  },
  {
    id: 'code',
    header: messages.code,
    cell: (row) => <span className="num text-muted">{row.code}</span>,
    className: 'w-[180px]',
  },
  {
    id: 'treatment',
    header: words.treatment,
    cell: (row) => words.treatments[row.treatment],
    className: 'w-[220px]',
  },
  {
    id: 'rate',
    header: words.rate,
    cell: (row) => <Percentage value={row.rate_percent} />,
    className: 'w-[110px]',
    isNumeric: true,
  },
  {
    id: 'state',
    header: messages.status,
    cell: (row) => <StatePill isActive={row.is_active} />,
    className: 'w-[130px]',
  },
]

export default function TaxCodeList(): ReactNode {
  const search = route.useSearch()
  const list = usePaged(taxCodesQuery(activityOf(search)))
  return (
    <MasterList
      words={words}
      search={search}
      list={list}
      columns={columns}
      about={(row) => `${row.code}, ${words.treatments[row.treatment]}, ${row.rate_percent} %`}
      canAdd={useCan('tax_code.create')}
      exported={{ permission: 'tax_code.export', path: '/v1/tax-codes/export' }}
    >
      <Suspense fallback={null}>
        {search.open === 'new' ? <CreateTaxCode /> : null}
        {search.open && search.open !== 'new' ? (
          <UpdateTaxCode key={search.open} id={search.open} />
        ) : null}
      </Suspense>
    </MasterList>
  )
}

function Percentage({ value }: { value: string }) {
  const format = useFormat()
  return `${format.decimal(value)} %`
}
