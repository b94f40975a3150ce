/** How far a requisition has come; the server's words. */
export const requisitionLifecycles = [
  'draft',
  'in_approval',
  'approved',
  'partially_ordered',
  'ordered',
  'short_closed',
  'rejected',
  'cancelled',
] as const
export type RequisitionLifecycle = (typeof requisitionLifecycles)[number]
