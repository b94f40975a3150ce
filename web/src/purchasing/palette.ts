import { messages as orderWords } from './order/messages.en'
import { findOrders } from './order/queries'
import { messages as requisitionWords } from './requisition/messages.en'
import { findRequisitions } from './requisition/queries'

/** The orders that the palette finds. */
export async function findOrdersForPalette(text: string, signal: AbortSignal) {
  const found = await findOrders(text, signal)
  return found.map(({ id, title, number, lifecycle }) => ({
    id,
    label: title,
    hint: number ?? orderWords.lifecycle[lifecycle],
    to: `/purchase-orders/${id}`,
  }))
}

/** The requisitions that the palette finds. */
export async function findRequisitionsForPalette(text: string, signal: AbortSignal) {
  const found = await findRequisitions(text, signal)
  return found.map(({ id, title, number, lifecycle }) => ({
    id,
    label: title,
    hint: number ?? requisitionWords.lifecycle[lifecycle],
    to: `/requisitions/${id}`,
  }))
}
