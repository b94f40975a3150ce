import type { SessionView } from '@/api/schema.gen'

/** Another token, as the sign-in of a person is renewed. */
export type Lent = { access_token: string; expires_in_s: number }

/** What an operator reads an organisation with, in the memory of this page alone. */
export type Reading = {
  /** Whom the screens are shown to; no person of the organisation. */
  me: SessionView
  /** When it ends, by this computer's clock. */
  closesAtMs: number
  /** Asks the operators' plane for another token; null once it is over. */
  renew: () => Promise<Lent | null>
  leave: () => Promise<void>
}

let current: Reading | null = null

/** Null where this page is a person's. */
export function reading(): Reading | null {
  return current
}

export function beginReading(lent: Reading): void {
  current = lent
}

export function endReading(): void {
  current = null
}
