import type { Json } from '@/ui/json-diff'
import { messages } from '../messages.en'

type Row = { readonly [column: string]: unknown } | null | undefined

/** A row as it is shown: what was erased or is secret says so in words, a row that was not there is empty. */
export function shownRow(row: Row): Json {
  const shown = Object.entries(row ?? {}).map(([column, value]) => [column, shownValue(value)])
  return Object.fromEntries(shown)
}

/** Whether a column holds a secret, which is never written down. */
export function isSecret(row: Row, column: string): boolean {
  return onlyMember(row?.[column], 'secret') !== null
}

function shownValue(value: unknown): unknown {
  const hash = onlyMember(value, 'personal')
  if (hash !== null && /^[0-9a-f]{64}$/.test(hash)) return messages.erased(hash)
  const secret = onlyMember(value, 'secret')
  if (secret === 'changed') return messages.secretChanged
  if (secret === 'kept') return messages.secretKept
  return value
}

function onlyMember(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return null
  const member: unknown = Reflect.get(value, key)
  return typeof member === 'string' ? member : null
}
