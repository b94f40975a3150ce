export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export type DiffKind = 'same' | 'added' | 'removed' | 'changed'

export type DiffLine = {
  kind: DiffKind
  depth: number
  key: string | null
  /** Unique within one diff. */
  path: string
  text:
    | { open: '{' | '[' }
    | { close: '}' | ']' }
    | { value: Json }
    | { previous: Json; value: Json }
}

type Place = { depth: number; key: string | null; path: string }
type Box = Json[] | { [key: string]: Json }

/** A structural difference, line by line; members of a list are matched on id, sku, line number or reason before their place. */
export function diffJson(before: Json, after: Json): DiffLine[] {
  const lines: DiffLine[] = []
  compare(lines, before, after, { depth: 0, key: null, path: '' })
  return lines
}

function compare(lines: DiffLine[], before: Json, after: Json, place: Place): void {
  if (isEqual(before, after)) {
    emit(lines, after, 'same', place)
  } else if (isBox(before) && isBox(after) && Array.isArray(before) === Array.isArray(after)) {
    compareBoxes(lines, before, after, place)
  } else if (!isBox(before) && !isBox(after)) {
    lines.push({ ...place, kind: 'changed', text: { previous: before, value: after } })
  } else {
    emit(lines, before, 'removed', { ...place, path: `${place.path}-` })
    emit(lines, after, 'added', { ...place, path: `${place.path}+` })
  }
}

function compareBoxes(lines: DiffLine[], before: Box, after: Box, place: Place): void {
  const isList = Array.isArray(after)
  const inside = (key: string): Place => ({
    depth: place.depth + 1,
    key: isList ? null : key,
    path: `${place.path}/${key}`,
  })
  const old = new Map(membersOf(before))
  const now = new Map(membersOf(after))
  lines.push({ ...place, kind: 'same', text: { open: isList ? '[' : '{' } })
  for (const [key, value] of old) {
    const next = now.get(key)
    if (next === undefined) emit(lines, value, 'removed', inside(key))
    else compare(lines, value, next, inside(key))
  }
  for (const [key, value] of now) {
    if (!old.has(key)) emit(lines, value, 'added', inside(key))
  }
  lines.push({
    ...place,
    key: null,
    path: `${place.path}$`,
    kind: 'same',
    text: { close: isList ? ']' : '}' },
  })
}

function emit(lines: DiffLine[], value: Json, kind: DiffKind, place: Place): void {
  if (!isBox(value) || Object.keys(value).length === 0) {
    lines.push({ ...place, kind, text: { value } })
    return
  }
  const isList = Array.isArray(value)
  lines.push({ ...place, kind, text: { open: isList ? '[' : '{' } })
  for (const [key, member] of membersOf(value)) {
    emit(lines, member, kind, {
      depth: place.depth + 1,
      key: isList ? null : key,
      path: `${place.path}/${key}`,
    })
  }
  lines.push({
    ...place,
    key: null,
    path: `${place.path}$`,
    kind,
    text: { close: isList ? ']' : '}' },
  })
}

/** Each member with the name it is matched by; equal names in a list are told apart by a counter. */
function membersOf(box: Box): [string, Json][] {
  if (!Array.isArray(box)) return Object.entries(box)
  const seen = new Map<string, number>()
  return box.map((member, index) => {
    const name = identityOf(member) ?? (isBox(member) ? `#${index}` : JSON.stringify(member))
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return [count === 0 ? name : `${name}~${count}`, member]
  })
}

function identityOf(member: Json): string | null {
  if (!isBox(member) || Array.isArray(member)) return null
  const identity = member.id ?? member.sku ?? member.line_number ?? member.reason ?? null
  return typeof identity === 'string' || typeof identity === 'number' ? String(identity) : null
}

function isBox(value: Json): value is Box {
  return typeof value === 'object' && value !== null
}

function isEqual(left: Json, right: Json): boolean {
  if (!isBox(left) || !isBox(right)) return left === right
  const leftKeys = Object.keys(left)
  if (Array.isArray(left) !== Array.isArray(right)) return false
  if (leftKeys.length !== Object.keys(right).length) return false
  const get = (box: Box, key: string): Json | undefined => Reflect.get(box, key)
  return leftKeys.every((key) => {
    const a = get(left, key)
    const b = get(right, key)
    return a !== undefined && b !== undefined && isEqual(a, b)
  })
}
