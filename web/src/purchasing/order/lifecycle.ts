/** Where an order stands; the server's words. */
export const orderLifecycles = [
  'draft',
  'pending_approval',
  'approved',
  'issued',
  'acknowledged',
  'completed',
  'short_closed',
  'rejected',
  'cancelled',
] as const
export type OrderLifecycle = (typeof orderLifecycles)[number]
