import type { PlatformEventView } from '@/api/schema.gen'
import { messages } from '../messages.en'
import { words as recoveries } from '../recovery/words.en'

const words = messages.events

/** The words for codes. */
const codes: Partial<Record<string, string>> = recoveries.ends

/** Operators by their id, as far as events name them: what happened to an account names nobody. */
export type Names = ReadonlyMap<string, string>

export function namesIn(events: readonly PlatformEventView[]): Names {
  const named = events.flatMap(({ operator_id, operator_name }) =>
    operator_id && operator_name ? [[operator_id, operator_name] as const] : [],
  )
  return new Map(named)
}

/** What is particular to an event, in words, as far as there are words for it; whom it speaks of where nobody was signed in. */
export function factsOf(event: PlatformEventView, names: Names): { term: string; value: string }[] {
  const detail: Record<string, unknown> = event.detail
  const facts = Object.entries(words.facts).flatMap(([name, term = name]) => {
    const value = detail[name]
    if (typeof value === 'number') return [{ term, value: String(value) }]
    return typeof value === 'string'
      ? [{ term, value: names.get(value) ?? codes[value] ?? value }]
      : []
  })
  if (event.entity !== 'operator' || event.operator_id) return facts
  const value = names.get(event.entity_id) ?? event.entity_id
  return [{ term: words.account, value }, ...facts]
}
