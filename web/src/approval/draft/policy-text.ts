import * as v from 'valibot'
import type { Condition, Policy } from '@/api/schema.gen'

const money = v.strictObject({ amount: v.string(), currency: v.string() })
const amountTest = v.union([
  v.strictObject({ greater_than: money }),
  v.strictObject({ at_least: money }),
  v.strictObject({ less_than: money }),
  v.strictObject({ at_most: money }),
  v.strictObject({ between: v.strictObject({ at_least: money, at_most: money }) }),
])
const ids = v.strictObject({ in: v.array(v.string()) })
const condition: v.GenericSchema<Condition> = v.union([
  v.strictObject({ all: v.array(v.lazy(() => condition)) }),
  v.strictObject({ any: v.array(v.lazy(() => condition)) }),
  v.strictObject({ not: v.lazy(() => condition) }),
  v.strictObject({ amount: amountTest }),
  v.strictObject({ department: ids }),
  v.strictObject({
    category: v.union([
      v.strictObject({ any_line_in: v.array(v.string()) }),
      v.strictObject({ every_line_in: v.array(v.string()) }),
    ]),
  }),
  v.strictObject({ category_sum: v.strictObject({ category: v.string(), is: amountTest }) }),
  v.strictObject({ requester: ids }),
  v.strictObject({ supplier: ids }),
  v.strictObject({
    kind: v.strictObject({ in: v.array(v.picklist(['requisition', 'purchase_order'])) }),
  }),
])
const oneClass = v.union([
  v.literal('department_head'),
  v.strictObject({ role: v.string() }),
  v.strictObject({ person: v.string() }),
])
const who = v.union([oneClass, v.strictObject({ any_of: v.array(oneClass) })])
const step = v.strictObject({
  name: v.string(),
  order: v.number(),
  when: v.exactOptional(v.nullable(condition)),
  who,
  quorum: v.exactOptional(
    v.union([v.picklist(['any', 'all']), v.strictObject({ n_of: v.number() })]),
  ),
  limit: v.exactOptional(v.nullable(money)),
  on_same_person: v.exactOptional(v.picklist(['next', 'skip'])),
  on_nobody: v.exactOptional(v.union([v.literal('fail'), v.strictObject({ ask: who })])),
})
const policy = v.strictObject({ currency: v.string(), steps: v.array(step) })

/** A policy as text: JSON, two spaces, the fields in the order of the API. */
export function textOf(definition: Policy): string {
  return JSON.stringify(definition, null, 2)
}

/** What a text says: a policy that the form can show, some other JSON, or no JSON at all. */
export type Read =
  | { is: 'policy'; policy: Policy }
  | { is: 'other'; value: unknown }
  | { is: 'broken'; line: number | null; why: string }

export function readText(text: string): Read {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    return { is: 'broken', line: lineAt(text, faultOf(text)), why }
  }
  const parsed = v.safeParse(policy, value)
  return parsed.success ? { is: 'policy', policy: parsed.output as Policy } : { is: 'other', value }
}

/** Where a text stops being JSON; engines say it each in words of their own, or not at all. */
function faultOf(text: string): number {
  const value = (from: number): number => {
    const at = skip(text, from)
    const first = text[at]
    if (first === '{') return list(at + 1, '}', member)
    if (first === '[') return list(at + 1, ']', value)
    const end = first === undefined ? at : endOf(text, at)
    return isJson(text.slice(at, end)) ? end : fault(at)
  }
  const member = (from: number): number => {
    const at = skip(text, from)
    const end = text[at] === '"' ? endOf(text, at) : at
    if (!isJson(text.slice(at, end))) return fault(at)
    const colon = skip(text, end)
    return text[colon] === ':' ? value(colon + 1) : fault(colon)
  }
  const list = (from: number, close: string, one: (from: number) => number): number => {
    let at = skip(text, from)
    if (text[at] === close) return at + 1
    for (;;) {
      at = skip(text, one(at))
      if (text[at] === close) return at + 1
      if (text[at] !== ',') return fault(at)
      at += 1
    }
  }
  try {
    return skip(text, value(0))
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown.at
    throw thrown
  }
}

class Fault extends Error {
  readonly at: number

  constructor(at: number) {
    super('no JSON')
    this.at = at
  }
}

function fault(at: number): never {
  throw new Fault(at)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Where the value of a path such as `steps.1.when` begins; of one that is not there, what it would stand in. */
export function placeOf(text: string, path: readonly string[]): { offset: number; line: number } {
  const offset = walk(text, path)
  return { offset, line: lineAt(text, offset) }
}

function walk(text: string, path: readonly string[]): number {
  let at = skip(text, 0)
  for (const part of path) {
    const next = text[at] === '{' ? ofKey(text, at, part) : ofIndex(text, at, Number(part))
    if (next === null) return at
    at = next
  }
  return at
}

function ofKey(text: string, open: number, wanted: string): number | null {
  let at = skip(text, open + 1)
  while (text[at] === '"') {
    const end = endOf(text, at)
    const value = skip(text, skip(text, end) + 1)
    if (JSON.parse(text.slice(at, end)) === wanted) return value
    at = afterComma(text, endOf(text, value))
  }
  return null
}

function ofIndex(text: string, open: number, wanted: number): number | null {
  if (text[open] !== '[') return null
  let at = skip(text, open + 1)
  for (let index = 0; at < text.length && text[at] !== ']'; index += 1) {
    if (index === wanted) return at
    at = afterComma(text, endOf(text, at))
  }
  return null
}

function afterComma(text: string, at: number): number {
  const comma = skip(text, at)
  return text[comma] === ',' ? skip(text, comma + 1) : comma
}

function skip(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \n\r\t'.includes(text[at] ?? '')) at += 1
  return at
}

/** Behind the value that begins here; the text is JSON already. */
function endOf(text: string, from: number): number {
  const first = text[from]
  if (first === '"') {
    let at = from + 1
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
    return at + 1
  }
  if (first !== '{' && first !== '[') {
    let at = from
    while (at < text.length && !',]} \n\r\t'.includes(text[at] ?? '')) at += 1
    return at
  }
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '"') at = endOf(text, at) - 1
    else if ('{['.includes(sign)) depth += 1
    else if ('}]'.includes(sign)) depth -= 1
    if (depth === 0) return at + 1
  }
  return text.length
}
