import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import { answer, api, done } from '@/api/client'
import type { PurchaseOrderDetails } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { findAction } from '@/ui/action-button'
import { buttonClass } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { DocumentActivity } from '../document/activity'
import { Acts } from '../document/acts'
import { DocumentLines } from '../document/lines'
import { DocumentWay } from '../document/route-preview'
import { DocumentWatchers } from '../document/watchers'
import { messages as shared } from '../messages.en'
import { chiefActs, orderActs } from './acts'
import { OrderFacts } from './facts'
import { OrderMails } from './list-mails'
import { tellingApart } from './mailing'
import { messages } from './messages.en'
import { PrintOrder } from './print'
import { orderCommentsQuery, orderKeys, orderQuery, routePreviewQuery } from './queries'
import type { SeenOrder } from './seen'
import { OrderPill } from './status-pill'
import { LineOrigin } from './trace'

const route = getRouteApi('/signed-in/purchase-orders/$id')

export default function OrderDetail(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery(orderQuery(id))
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {(seen) => <OrderPage seen={seen} />}
    </Answered>
  )
}

function OrderPage({ seen }: { seen: SeenOrder }) {
  const { order } = seen
  const base = useInBase(order)
  return (
    <Page>
      <Header seen={seen} />
      <Standing order={order} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(320px,372px)] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0 lg:col-start-2">
          <OrderFacts order={order} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <DocumentLines
            lines={order.lines}
            totals={order.totals}
            adjustments={order.adjustments}
            inBase={base}
            traceOf={(line) => <LineOrigin line={line} />}
          />
          <Way order={order} />
          <OrderMails seen={seen} />
        </div>
        <div className="min-w-0 lg:col-start-2">
          <Activity order={order} />
        </div>
      </div>
    </Page>
  )
}

function Header({ seen }: { seen: SeenOrder }) {
  const { order } = seen
  const edit = findAction(order.actions, 'purchase_order.update')
  return (
    <PageHeader
      trail={
        <Trail label={shared.trail} here={order.number ?? shared.noNumber}>
          <Link {...paths.orders()}>{messages.title}</Link>
        </Trail>
      }
      title={order.title}
      status={<OrderPill lifecycle={order.lifecycle} />}
      summary={useSummary(order)}
      areActionsSticky
      actions={
        <>
          {edit && !edit.closed_because ? (
            <Link {...paths.editOrder(order.id)} className={buttonClass()}>
              <Pencil className="size-4" aria-hidden="true" />
              {messages.act.update}
            </Link>
          ) : null}
          <PrintOrder order={order} />
          <Acts subject={seen} actions={order.actions} chief={chiefActs(order)} acts={orderActs} />
        </>
      }
    />
  )
}

function useSummary(order: PurchaseOrderDetails): string {
  const format = useFormat()
  const { summary } = messages
  const whom = order.on_behalf_of?.name ?? order.requester.name
  const start = order.supplier ? summary.for(order.supplier.name, whom) : summary.nobody(whom)
  return order.need_by ? start + summary.needed(format.date(order.need_by)) : start
}

function useInBase({ base_total, currency }: PurchaseOrderDetails): string | null {
  const format = useFormat()
  if (!base_total || base_total.total.currency === currency) return null
  const { total, rate, rate_on } = base_total
  return shared.lines.inBase(format.money(total), format.decimal(rate), format.date(rate_on))
}

/** Holds and a cancellation, which somebody who looks at the order must not miss. */
function Standing({ order }: { order: PurchaseOrderDetails }) {
  const format = useFormat()
  const { cancellation, holds } = order
  const said = [
    { title: messages.hold.receiving, hold: holds.receiving },
    { title: messages.hold.billing, hold: holds.billing },
  ]
  const isCalm = !cancellation && !holds.receiving && !holds.billing
  if (isCalm) return null
  return (
    <div className="mb-4 flex flex-col gap-2">
      {said.map(({ title, hold }) =>
        hold ? (
          <Notice key={title} tone="warn" title={title}>
            {hold.reason}
            <span className="block text-xs">
              {messages.hold.detail(hold.by.name, format.instant(hold.at))}
            </span>
          </Notice>
        ) : null,
      )}
      {cancellation ? (
        <Notice
          tone="info"
          title={messages.cancelledBy(cancellation.by.name, format.instant(cancellation.at))}
        >
          {cancellation.reason}
        </Notice>
      ) : null}
    </div>
  )
}

function Way({ order }: { order: PurchaseOrderDetails }) {
  const { id, revision, route } = order
  const isDraft = order.lifecycle === 'draft'
  const preview = useQuery({ ...routePreviewQuery(id, revision), enabled: isDraft })
  return <DocumentWay isDraft={isDraft} preview={preview} route={route} />
}

function Activity({ order }: { order: PurchaseOrderDetails }) {
  const comments = useQuery({ ...orderCommentsQuery(order.id), enabled: useCan('comment.view') })
  const path = { id: order.id }
  return (
    <DocumentActivity
      comments={comments.data?.items ?? []}
      timeline={tellingApart(order.timeline)}
      momentWords={messages.moment}
      queryKey={orderKeys.all}
      onComment={(body) =>
        answer(api.POST('/v1/purchase-orders/{id}/comments', { params: { path }, body }))
      }
    >
      <DocumentWatchers
        watchers={order.watchers}
        queryKey={orderKeys.all}
        onAdd={(person_id) =>
          answer(
            api.POST('/v1/purchase-orders/{id}/watchers', {
              params: { path },
              body: { person_id },
            }),
          )
        }
        onRemove={(person_id) =>
          done(
            api.DELETE('/v1/purchase-orders/{id}/watchers/{person_id}', {
              params: { path: { ...path, person_id } },
            }),
          )
        }
      />
    </DocumentActivity>
  )
}
