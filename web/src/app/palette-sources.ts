/** One thing that a search found and where it is. */
export type PaletteHit = { id: string; label: string; hint?: string; to: string }

/** A room's search: it is asked while somebody types in the palette. */
export type PaletteSource = {
  title: string
  permission: string
  search: (text: string, signal: AbortSignal) => Promise<readonly PaletteHit[]>
}

/** Rooms that can be searched from the palette; `to` is a built path such as `/purchase-orders/0198…`. */
export const paletteSources: readonly PaletteSource[] = [
  {
    title: 'Purchase orders',
    permission: 'purchase_order.view',
    search: async (text, signal) =>
      (await import('@/purchasing/palette')).findOrdersForPalette(text, signal),
  },
  {
    title: 'Requisitions',
    permission: 'requisition.view',
    search: async (text, signal) =>
      (await import('@/purchasing/palette')).findRequisitionsForPalette(text, signal),
  },
  {
    title: 'Suppliers',
    permission: 'supplier.view',
    search: async (text, signal) =>
      (await import('@/suppliers/palette')).findForPalette(text, signal),
  },
]
