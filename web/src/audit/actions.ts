/** The actions that a filter offers; any other can stand in the URL. */
const acts: Record<string, readonly string[]> = {
  session: ['created', 'ended'],
  organisation: ['updated', 'logo_set'],
  profile: ['updated'],
  department: ['created', 'updated'],
  category: ['created', 'updated'],
  tax_code: ['created', 'updated'],
  delivery_address: ['created', 'updated'],
  exchange_rate: ['created'],
  supplier: ['created', 'updated', 'activated', 'blocked', 'withdrawn'],
  requisition: [
    'created',
    'updated',
    'submitted',
    'approved',
    'returned',
    'rejected',
    'withdrawn',
    'cancelled',
    'ordered',
  ],
  purchase_order: [
    'created',
    'updated',
    'submitted',
    'approved',
    'returned',
    'rejected',
    'withdrawn',
    'issued',
    'acknowledged',
    'held',
    'released',
    'cancelled',
  ],
  comment: ['created'],
  watcher: ['added', 'removed'],
  import: ['created', 'mapped', 'confirmed', 'discarded', 'undone', 'mapping_forgotten'],
  approval_policy: ['published'],
  audit_event: ['viewed'],
}

export const knownEntities: readonly string[] = Object.keys(acts)
export const knownActions: readonly string[] = Object.entries(acts).flatMap(([noun, verbs]) =>
  verbs.map((verb) => `${noun}.${verb}`),
)
