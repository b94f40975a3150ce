import { newId } from '@/kernel/ids'

const unsure = new Map<string, string>()
const unsureMax = 50

/**
 * The key of one attempt to change something. An attempt whose outcome is unknown (no answer, or the
 * server failed) leaves its key behind, so that pressing the button again cannot do the thing twice.
 */
export function attemptKey(attempt: string): string {
  return unsure.get(attempt) ?? newId()
}

export function settleAttempt(attempt: string): void {
  unsure.delete(attempt)
}

export function leaveUnsure(attempt: string, key: string): void {
  if (unsure.size >= unsureMax) unsure.delete(unsure.keys().next().value ?? '')
  unsure.set(attempt, key)
}
