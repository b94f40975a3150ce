import { isSoon } from '@/kernel/dates'
import { messages } from '../messages.en'
import type { ListedMail } from './queries'

type Tried = Pick<ListedMail, 'state' | 'attempts' | 'next_at'>

/** How often a mail server was asked, and when the next time is; nothing of what was sent, for it was taken. */
export function triesOf(mail: Tried, ago: (instant: string) => string, nowMs = Date.now()) {
  const { state, attempts, next_at } = mail
  const tried = attempts === 0 ? messages.notTried : messages.tried(attempts)
  switch (state) {
    case 'waiting':
      return `${tried}, ${messages.next(next_at && !isSoon(next_at, nowMs) ? ago(next_at) : messages.soon)}`
    case 'failed':
      return tried
    case 'sending':
    case 'sent':
      return null
  }
}
