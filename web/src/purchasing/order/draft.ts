import type { CreatePurchaseOrderRequest, PurchaseOrderDetails } from '@/api/schema.gen'
import { draftOfAdjustment } from '../adjustment/draft'
import { commonRequest, type Draft, textOf } from '../document/draft'
import type { TextSpec } from '../document/draft-details'
import { draftOf, withBlankEnd } from '../line/draft'
import { messages } from './messages.en'

const words = messages.form

export const orderTexts: readonly TextSpec[] = [
  { field: 'payment_terms', label: words.paymentTerms, isLong: false },
  { field: 'delivery_terms', label: words.deliveryTerms, isLong: false },
  {
    field: 'notes_to_supplier',
    label: words.toSupplier,
    hint: words.toSupplierHint,
    isLong: true,
  },
  { field: 'internal_note', label: words.internal, hint: words.internalHint, isLong: true },
]

export function orderRequest(draft: Draft): CreatePurchaseOrderRequest {
  return {
    ...commonRequest(draft),
    payment_terms: textOf(draft, 'payment_terms'),
    delivery_terms: textOf(draft, 'delivery_terms'),
    notes_to_supplier: textOf(draft, 'notes_to_supplier'),
    internal_note: textOf(draft, 'internal_note'),
  }
}

export function draftOfOrder(
  order: PurchaseOrderDetails,
  unitName: (code: string) => string,
): Draft {
  const option = (named: { id: string; name: string } | null | undefined) =>
    named ? { value: named.id, label: named.name } : null
  return {
    title: order.title,
    currency: order.currency,
    department: option(order.department),
    supplier: option(order.supplier),
    address: order.delivery_address?.id ?? '',
    need_by: order.need_by ?? '',
    texts: {
      payment_terms: order.payment_terms ?? '',
      delivery_terms: order.delivery_terms ?? '',
      notes_to_supplier: order.notes_to_supplier ?? '',
      internal_note: order.internal_note ?? '',
    },
    adjustments: order.adjustments.map(draftOfAdjustment),
    lines: withBlankEnd(
      order.lines.map((line) => draftOf(line, unitName)),
      null,
    ),
  }
}
