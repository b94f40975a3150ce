import type { AuditEventView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { shortId } from '@/kernel/ids'
import { nounOf } from '../messages.en'

/** What it happened to, by the name or number that the event itself tells, else by the end of its id. */
export function targetOf({ entity, entity_id, detail }: AuditEventView): string {
  for (const key of ['number', 'name', 'title']) {
    const word =
      typeof detail === 'object' && detail !== null ? Reflect.get(detail, key) : undefined
    if (typeof word === 'string' && word !== '') return word
  }
  // Whoever signs in or reads is told already; the id would say nothing more.
  if (entity === 'session' || entity === 'audit_event') return nounOf(entity)
  return `${nounOf(entity)} …${shortId(entity_id)}`
}

/** Where the thing itself is shown, if it has a page. */
export function pageOf({ entity, entity_id }: AuditEventView) {
  if (entity === 'purchase_order') return paths.order(entity_id)
  if (entity === 'supplier') return paths.supplier(entity_id)
  if (entity === 'approval_policy') return paths.approvalPolicy(entity_id)
  if (entity === 'policy_draft') return paths.approvalPolicyDraft(entity_id)
  if (entity === 'person') return paths.person(entity_id)
  return null
}
