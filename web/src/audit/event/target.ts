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
export function pageOf({ action, entity, entity_id, detail }: AuditEventView) {
  // A file was taken away: the event bears the organisation's id.
  if (action === 'access_review.exported') return paths.accessReviews()
  if (entity === 'purchase_order') return paths.order(entity_id)
  if (entity === 'supplier') return paths.supplier(entity_id)
  if (entity === 'approval_policy') return paths.approvalPolicy(entity_id)
  if (entity === 'policy_draft') return paths.approvalPolicyDraft(entity_id)
  if (entity === 'person') return paths.person(entity_id)
  if (entity === 'role') return paths.role(entity_id)
  if (entity === 'access_review') return paths.accessReview(entity_id)
  if (entity === 'factor_reset') return paths.factorResets()
  if (entity === 'duty_exception') return paths.dutyExceptions()
  if (entity === 'invitation') return paths.invitations()
  if (entity === 'grant') return paths.grants(personOf(detail))
  return null
}

function personOf(detail: unknown): { person_id?: string } {
  const id = typeof detail === 'object' && detail !== null && Reflect.get(detail, 'person_id')
  return typeof id === 'string' ? { person_id: id } : {}
}
