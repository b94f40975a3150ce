import { Link } from '@tanstack/react-router'
import type { RequisitionDocument } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { NeedBy } from '../document/need-by'
import { RouteProgress } from '../document/route'
import { messages as shared } from '../messages.en'
import { messages } from './messages.en'

const words = shared.facts

/** Who asks, for how much, and what became of it. */
export function RequisitionFacts({ requisition }: { requisition: RequisitionDocument }) {
  const format = useFormat()
  const { submitted_at, submitted_by } = requisition
  const submitted =
    submitted_at && submitted_by ? words.by(format.instant(submitted_at), submitted_by.name) : null
  return (
    <Card title={words.title} isTitleHidden>
      <div className="mb-4 flex items-center gap-3">
        <Avatar name={requisition.requester.name} size="lg" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold text-base">
            {requisition.requester.name}
          </span>
          <RouteProgress route={requisition.route} />
        </span>
        <strong className="num font-semibold text-lg">
          {format.money(requisition.totals.gross)}
        </strong>
      </div>
      <DescriptionList
        facts={[
          { term: words.department, value: requisition.department.name },
          { term: words.onBehalf, value: requisition.on_behalf_of?.name },
          {
            term: words.needBy,
            value: requisition.need_by ? <NeedBy date={requisition.need_by} isOpen /> : null,
          },
          { term: messages.suggested, value: requisition.supplier?.name },
          { term: words.shipTo, value: requisition.delivery_address?.name },
          { term: words.submitted, value: submitted },
          { term: words.note, value: requisition.note },
          { term: messages.orders.title, value: <Made requisition={requisition} /> },
        ]}
      />
    </Card>
  )
}

function Made({ requisition }: { requisition: RequisitionDocument }) {
  if (requisition.orders.length === 0) return messages.orders.none
  return (
    <ul className="flex flex-col gap-1">
      {requisition.orders.map((order) => (
        <li key={order.id}>
          <Link {...paths.order(order.id)} className="underline underline-offset-2">
            {order.number ?? messages.orders.draft}
          </Link>{' '}
          <span className="text-faint">{order.supplier_name}</span>
        </li>
      ))}
    </ul>
  )
}
