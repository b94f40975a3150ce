import type { Mail } from '@/api/schema.gen'
import { isSoon } from '@/kernel/dates'

/** Whether a mail server is asked at this moment, or within the next minute. */
export function isUnderWay(mail: Pick<Mail, 'state' | 'next_at'>, nowMs: number): boolean {
  if (mail.state === 'sending') return true
  return mail.state === 'waiting' && isSoon(mail.next_at, nowMs)
}
