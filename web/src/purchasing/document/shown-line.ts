import type { Adjustment, LineCategory, LineTax, Money, ShortClosed } from '@/api/schema.gen'

/** As much of a line as its table shows; an order's and a requisition's both fit. */
export type ShownLine = {
  id: string
  description: string
  supplier_reference?: string | null
  category?: LineCategory | null
  quantity: string
  unit: string
  unit_price: string
  price_base: string
  tax_code?: LineTax | null
  need_by?: string | null
  note?: string | null
  adjustments: readonly Adjustment[]
  net: Money
  /** Of a requisition. */
  ordered_quantity?: string
  remaining_quantity?: string
  supplier?: { name: string } | null
  short_closed?: ShortClosed | null
}

/** A discount or a charge; a whole document's bears a tax. */
export type ShownAdjustment = Adjustment & { tax_code?: LineTax | null }
