import { Link } from '@tanstack/react-router'
import type { RequisitionDocument } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { messages as shared } from '../document/messages.en'
import { messages as orderMessages } from '../order/messages.en'
import { messages } from './messages.en'

const words = shared.requisition.trace
const states: Record<string, string> = orderMessages.lifecycle

type TraceProps = {
  orders: RequisitionDocument['orders']
  line: { id: string; position: number }
}

/** Which order took how much of a line, and what it gave back. */
export function LineTrace({ orders, line }: TraceProps) {
  const format = useFormat()
  const taken = orders.flatMap((order) =>
    order.lines
      .filter((made) => made.requisition_line_id === line.id)
      .map((made) => ({ order, made })),
  )
  const closedOf = (quantity: string) =>
    quantity === '0' ? null : words.closed(format.decimal(quantity))
  if (taken.length === 0) return null
  return (
    <ul aria-label={words.title(line.position)} className="mt-1 text-faint text-xs">
      {taken.map(({ order, made }) => (
        <li key={made.id} className="num">
          <Link {...paths.order(order.id)} className="underline underline-offset-2">
            {order.number ?? messages.orders.draft}
          </Link>
          {words.took(
            made.position,
            format.decimal(made.quantity),
            states[order.lifecycle] ?? order.lifecycle,
          )}
          {order.is_counted ? closedOf(made.short_closed_quantity) : words.gaveBack}
        </li>
      ))}
    </ul>
  )
}
