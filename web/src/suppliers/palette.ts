import { messages } from './messages.en'
import { findSuppliers } from './queries'

/** The suppliers that the palette finds. */
export async function findForPalette(text: string, signal: AbortSignal) {
  const found = await findSuppliers(text, signal)
  return found.map(({ id, name, number, status }) => ({
    id,
    label: name,
    hint: number ?? messages.status[status],
    to: `/suppliers/${id}`,
  }))
}
