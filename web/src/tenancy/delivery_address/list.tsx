import { getRouteApi } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { useCan } from '@/access/can'
import { usePaged } from '@/api/paging'
import type { DeliveryAddressView } from '@/api/schema.gen'
import { countryName } from '@/kernel/countries'
import { useLocale } from '@/ui/locale'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { activityOf, MasterList, OpenButton, StatePill } from '../settings/master-list'
import { deliveryAddressesQuery } from './queries'

const CreateDeliveryAddress = lazy(() => import('./create'))
const UpdateDeliveryAddress = lazy(() => import('./update'))
const route = getRouteApi('/signed-in/settings/delivery-addresses')
const words = messages.deliveryAddresses

const columns: readonly Column<DeliveryAddressView>[] = [
  {
    id: 'name',
    header: messages.name,
    cell: (row) => <OpenButton id={row.id} name={row.name} />,
  },
  {
    id: 'lines',
    header: messages.address,
    cell: (row) => <span className="text-muted">{row.lines.join(', ')}</span>,
  },
  {
    id: 'country',
    header: messages.country,
    cell: (row) => <Country code={row.country} />,
    className: 'w-[180px]',
  },
  {
    id: 'state',
    header: messages.status,
    cell: (row) => <StatePill isActive={row.is_active} />,
    className: 'w-[130px]',
  },
]

export default function DeliveryAddressList(): ReactNode {
  const search = route.useSearch()
  const list = usePaged(deliveryAddressesQuery(activityOf(search)))
  return (
    <MasterList
      words={words}
      search={search}
      list={list}
      columns={columns}
      about={(row) => row.lines.join(', ')}
      canAdd={useCan('delivery_address.create')}
      exported={{ permission: 'delivery_address.export', path: '/v1/delivery-addresses/export' }}
    >
      <Suspense fallback={null}>
        {search.open === 'new' ? <CreateDeliveryAddress /> : null}
        {search.open && search.open !== 'new' ? (
          <UpdateDeliveryAddress key={search.open} id={search.open} />
        ) : null}
      </Suspense>
    </MasterList>
  )
}

function Country({ code }: { code: string }) {
  const { locale } = useLocale()
  return countryName(code, locale)
}
