import type {
  IssuePurchaseOrderRequest,
  MailPurchaseOrderRequest,
  Moment,
  PurchaseOrderMail,
} from '@/api/schema.gen'
import { isSoon } from '@/kernel/dates'

/** What somebody wants to be mailed; the address is null as long as nobody has touched it. */
export type MailDraft = { isMailed: boolean; address: string | null; message: string }

/** Where it goes as it stands: what was typed, else the supplier's address. */
export function addressOf({ address }: MailDraft, suppliers: string | null): string {
  return (address ?? suppliers ?? '').trim()
}

/** What a mail is asked for with; what is the supplier's own is not said. */
export function mailBody(draft: MailDraft, suppliers: string | null): MailPurchaseOrderRequest {
  const address = addressOf(draft, suppliers)
  const message = draft.message.trim()
  return {
    ...(address && address !== suppliers ? { address } : {}),
    ...(message ? { message } : {}),
  }
}

/** The same beside an issue, which may go without. */
export function issueBody(draft: MailDraft, suppliers: string | null): IssuePurchaseOrderRequest {
  return draft.isMailed ? mailBody(draft, suppliers) : { is_mailed: false }
}

/** Whether an issue lacks the address that it asks for: where the supplier has none, saying nothing is fine. */
export function lacksAddress(draft: MailDraft, suppliers: string | null): boolean {
  if (!draft.isMailed || addressOf(draft, suppliers)) return false
  return suppliers !== null || draft.message.trim() !== ''
}

/** Whether it leaves, or is tried again, within a minute. */
export function isUnderWay(mail: Pick<PurchaseOrderMail, 'state' | 'next_at'>, nowMs: number) {
  return mail.state === 'waiting' && isSoon(mail.next_at, nowMs)
}

/** What happened, with what the words of it depend on behind its name. */
export function tellingApart(timeline: readonly Moment[]): readonly Moment[] {
  return timeline.map((moment) => {
    const apart = whyNotMailed(moment) ?? memberOf(moment.detail, 'to')
    const isTold = apart === 'no_address' || apart === 'not_wanted' || apart === 'another_address'
    return isTold ? { ...moment, action: `${moment.action} ${apart}` } : moment
  })
}

/** Why the issue mailed nothing; null when it did, or when nothing is known of it. */
export function whyNotMailed({ action, detail }: Pick<Moment, 'action' | 'detail'>): string | null {
  return action === 'purchase_order.issued' ? memberOf(detail, 'not_mailed') : null
}

function memberOf(detail: unknown, key: string): string | null {
  const value: unknown =
    typeof detail === 'object' && detail !== null ? Reflect.get(detail, key) : null
  return typeof value === 'string' ? value : null
}
