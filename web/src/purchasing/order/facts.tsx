import { Link } from '@tanstack/react-router'
import type { PurchaseOrderDetails } from '@/api/schema.gen'
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

/** From whom, for how much, and the rest that somebody who decides wants to know first. */
export function OrderFacts({ order }: { order: PurchaseOrderDetails }) {
  return (
    <Card title={words.title} isTitleHidden>
      <div className="mb-4 flex items-center gap-3">
        <Avatar name={order.supplier?.name ?? shared.noSupplier} isSquare size="lg" />
        <span className="min-w-0 flex-1">
          {order.supplier ? (
            <Link
              {...paths.supplier(order.supplier.id)}
              className="block truncate font-semibold text-base hover:underline"
            >
              {order.supplier.name}
            </Link>
          ) : (
            <span className="text-faint">{shared.noSupplier}</span>
          )}
          <RouteProgress route={order.route} />
        </span>
        <Total order={order} />
      </div>
      <DescriptionList facts={useFacts(order)} />
    </Card>
  )
}

function Total({ order }: { order: PurchaseOrderDetails }) {
  const format = useFormat()
  return <strong className="num font-semibold text-lg">{format.money(order.totals.gross)}</strong>
}

function useFacts(order: PurchaseOrderDetails) {
  const format = useFormat()
  const by = (at: string | null | undefined, who: { name: string } | null | undefined) =>
    at ? (who ? words.by(format.instant(at), who.name) : format.instant(at)) : null
  const address = order.delivery_address
  const isOwn = order.created_by.id === order.requester.id
  return [
    { term: words.department, value: order.department?.name },
    { term: words.requester, value: order.requester.name },
    { term: words.onBehalf, value: order.on_behalf_of?.name },
    { term: words.createdBy, value: isOwn ? null : order.created_by.name },
    { term: words.needBy, value: order.need_by ? <NeedBy date={order.need_by} isOpen /> : null },
    { term: words.terms, value: order.payment_terms },
    { term: words.delivery, value: order.delivery_terms },
    {
      term: words.shipTo,
      value: address ? [address.name, ...address.lines, address.country].join(', ') : null,
    },
    { term: words.requisition, value: fromRequisition(order) },
    { term: words.external, value: order.external_number },
    { term: words.submitted, value: by(order.submitted_at, order.submitted_by) },
    { term: words.approved, value: by(order.approved_at, null) },
    { term: words.issued, value: by(order.issued_at, order.issued_by) },
    { term: messages.answered.title, value: answerOf(order) },
    { term: messages.printed.download, value: printedOf(order) },
    { term: words.toSupplier, value: order.notes_to_supplier },
    { term: words.internal, value: order.internal_note },
  ]
}

function fromRequisition({ requisition_id }: PurchaseOrderDetails) {
  return requisition_id ? (
    <Link {...paths.requisition(requisition_id)} className="hover:underline">
      {words.openRequisition}
    </Link>
  ) : null
}

function answerOf(order: PurchaseOrderDetails): string | null {
  const answered = order.acknowledgement
  if (!answered) return null
  const word = messages.answered[answered.code]
  return answered.note ? `${word}: ${answered.note}` : word
}

function printedOf(order: PurchaseOrderDetails) {
  const printed = order.printed
  if (!printed) return null
  return (
    <>
      {messages.printed.kept(printed.pages)}
      {printed.missing_glyphs > 0 ? ` ${messages.printed.boxes}` : null}
      <code className="block font-mono text-2xs text-faint [overflow-wrap:anywhere]">
        {printed.sha256}
      </code>
    </>
  )
}
