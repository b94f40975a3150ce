import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { Answered } from '@/api/answered'
import { answer, api, etagOf } from '@/api/client'
import { paths } from '@/app/paths'
import { Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { unitsQuery, useUnitNames } from '../choices'
import { DraftForm } from '../document/draft-form'
import { submitOrder } from './create'
import { draftOfOrder, orderRequest, orderTexts } from './draft'
import { messages } from './messages.en'
import { orderKeys, orderQuery } from './queries'
import { onOrder, orderName, type SeenOrder } from './seen'

const route = getRouteApi('/signed-in/purchase-orders/$id/edit')
const words = messages.form

export default function UpdateOrder(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery(orderQuery(id))
  const units = useQuery(unitsQuery)
  const isReady = query.data !== undefined && !units.isPending
  return (
    <Answered
      query={{ ...query, data: isReady ? query.data : undefined }}
      waiting={<PageSkeleton />}
    >
      {(seen) => <EditOrder seen={seen} />}
    </Answered>
  )
}

function EditOrder({ seen }: { seen: SeenOrder }) {
  const unitName = useUnitNames()
  const cache = useQueryClient()
  const [{ order }] = useState(seen)
  const [initial] = useState(() => draftOfOrder(order, unitName))
  const etag = useRef(seen.etag)
  const name = orderName(order)
  return (
    <DraftForm
      title={words.updateTitle(name)}
      trail={
        <Trail label={name} here={messages.act.update}>
          <Link {...paths.orders()}>{messages.title}</Link>
          <Link {...paths.order(order.id)}>{name}</Link>
        </Trail>
      }
      initial={initial}
      texts={orderTexts}
      queryKey={orderKeys.all}
      save={async (typed) => {
        const saved = await answer(
          api.PATCH('/v1/purchase-orders/{id}', {
            params: onOrder(order.id, etag.current),
            body: orderRequest(typed),
          }),
        )
        etag.current = etagOf(saved.revision)
        return { id: saved.id, etag: etag.current }
      }}
      submit={submitOrder}
      saved={words.updated}
      submitted={messages.act.submitted(name)}
      linkTo={paths.order}
      reload={async () => {
        etag.current = (await cache.fetchQuery({ ...orderQuery(order.id), staleTime: 0 })).etag
      }}
    />
  )
}
