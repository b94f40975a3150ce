import type { CreateApiKeyRequest } from '@/api/schema.gen'
import { endOfDay, isCalendarDate } from '@/kernel/dates'
import { fieldErrors, type Problem } from '@/kernel/problem'
import { words } from './words.en'

/** A key to ask for, while it is described. */
export type DraftKey = {
  name: string
  scopes: readonly string[]
  /** One a line. */
  networks: string
  /** The last day, in the reader's zone. */
  until: string
  reason: string
}

/** By the fields of the draft. */
export type Errors = Readonly<Partial<Record<keyof DraftKey, string>>>

export const blankKey: DraftKey = { name: '', scopes: [], networks: '', until: '', reason: '' }

/** As the server asks for it. */
export function requestOf(draft: DraftKey, timeZone: string): CreateApiKeyRequest {
  const { name, scopes, networks, until, reason } = draft
  return {
    name: name.trim(),
    scopes: [...scopes],
    networks: networks.split(/[\s,]+/).filter((network) => network !== ''),
    expires_at: endOfDay(until, timeZone),
    reason: reason.trim(),
  }
}

/** What is missing before it is worth sending. */
export function faultsOf({ name, scopes, until, reason }: DraftKey): Errors {
  const texts = words.create
  return {
    ...(name.trim() === '' ? { name: texts.needName } : {}),
    ...(scopes.length === 0 ? { scopes: texts.nothing } : {}),
    ...(isCalendarDate(until) ? {} : { until: texts.needUntil }),
    ...(reason.trim() === '' ? { reason: texts.needReason } : {}),
  }
}

const fields: Readonly<Record<string, keyof DraftKey>> = {
  name: 'name',
  scopes: 'scopes',
  networks: 'networks',
  expires_at: 'until',
  reason: 'reason',
}

/** The server's messages by field; one of a list stands beside the list. */
export function serverFaults(problem: Problem): Errors {
  const entries = Object.entries(fieldErrors(problem)).flatMap(([path, message]) => {
    const field = fields[path.split('.')[0] ?? '']
    return field ? [[field, message] as const] : []
  })
  return Object.fromEntries(entries)
}
