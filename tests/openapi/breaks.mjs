// What a client of the released document would trip over in the current one.
//
// A request may only become more than it was, an answer only more than it was: what was accepted is accepted, what was
// promised is there. A new operation, a new optional field of a request, a new field of an answer and a new word of an
// answer's enum break nobody who reads leniently (docs/api-design.md).

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const upperBounds = ['maxLength', 'maxItems', 'maximum', 'exclusiveMaximum', 'maxProperties']
const lowerBounds = ['minLength', 'minItems', 'minimum', 'exclusiveMinimum', 'minProperties']
const exactKeywords = ['pattern', 'format', 'multipleOf', 'uniqueItems']

const named = Symbol('the name of a choice')

/** The breaks between two documents, each by a key that a decision record can allow, in order and each once. */
export function breaksOf(released, current) {
  const comparison = new Comparison(released, current)
  comparison.run()
  return [...comparison.keys].sort()
}

/** The keys that decision records allow: lines such as "Breaks: `answer PurchaseOrder.number removed`". */
export function allowedBy(records) {
  const lines = records.flatMap((text) => text.split('\n'))
  return new Set(lines.flatMap((line) => line.match(/^\s*(?:[-*] )?Breaks: `([^`]+)`/)?.[1] ?? []))
}

class Comparison {
  keys = new Set()
  seen = new Set()

  constructor(released, current) {
    this.released = released
    this.current = current
  }

  run() {
    for (const [path, item] of Object.entries(this.released.paths ?? {})) {
      for (const method of methods.filter((method) => item[method])) {
        this.operation(item[method], this.current.paths?.[path]?.[method])
      }
    }
  }

  say(place, what) {
    this.keys.add(`${place} ${what}`)
  }

  operation(before, after) {
    const place = `operation ${before.operationId}`
    if (!after) return this.say(place, 'removed')
    if (before.operationId !== after.operationId) this.say(place, `renamed to ${after.operationId}`)
    if (before['x-permission'] !== after['x-permission']) this.say(place, 'permission changed')
    const age = (operation) => operation['x-auth-max-age'] ?? Number.POSITIVE_INFINITY
    if (age(after) < age(before)) this.say(place, 'needs a newer sign-in')
    if (!isOpenTo(before.security ?? this.released.security, after.security ?? this.current.security))
      this.say(place, 'security changed')
    this.parameters(place, before.parameters ?? [], after.parameters ?? [])
    this.body(place, before.requestBody, after.requestBody)
    this.answers(place, before.responses ?? {}, after.responses ?? {})
  }

  parameters(place, before, after) {
    const byName = (list, document) =>
      new Map(list.map((one) => resolved(document, one)).map((one) => [`${one.in}.${one.name}`, one]))
    const [old, now] = [byName(before, this.released), byName(after, this.current)]
    for (const [name, parameter] of old) {
      const successor = now.get(name)
      if (!successor) this.say(`${place} ${name}`, 'removed')
      else this.schema('request', `${place} ${name}`, parameter.schema, successor.schema)
    }
    for (const [name, parameter] of now) {
      if (parameter.required && !old.get(name)?.required) this.say(`${place} ${name}`, 'now required')
    }
  }

  body(place, before, after) {
    const [old, now] = [resolved(this.released, before), resolved(this.current, after)]
    if (now?.required && !old?.required) this.say(`${place} body`, 'now required')
    if (old && !now) return this.say(`${place} body`, 'removed')
    this.contents('request', `${place} body`, old?.content, now?.content)
  }

  answers(place, before, after) {
    const isGood = (status) => status.startsWith('2')
    for (const status of Object.keys(after).filter((status) => isGood(status) && !before[status])) {
      this.say(`${place} answer ${status}`, 'added')
    }
    for (const [status, answer] of Object.entries(before)) {
      const at = `${place} answer ${status}`
      const [old, now] = [resolved(this.released, answer), resolved(this.current, after[status])]
      if (!now && isGood(status)) this.say(at, 'removed')
      if (!now) continue
      for (const name of Object.keys(old.headers ?? {}).filter((name) => !now.headers?.[name])) {
        this.say(`${at} header ${name}`, 'removed')
      }
      this.contents('answer', at, old.content, now.content)
    }
  }

  contents(direction, place, before = {}, after = {}) {
    for (const [kind, content] of Object.entries(before)) {
      if (!after[kind]) this.say(`${place} ${kind}`, 'removed')
      else this.schema(direction, place, content.schema, after[kind].schema)
    }
  }

  /** Compares two schemas; inside a named one the breaks bear its name, however many operations use it. */
  schema(direction, place, before, after) {
    if (before === undefined || after === undefined) return
    const at = this.named(direction, place, nameOf(before), nameOf(after))
    if (at === undefined) return
    const old = alternatives(this.released, before)
    const now = alternatives(this.current, after)
    if (direction === 'request') this.request(at, old, now)
    else this.answer(at, old, now)
  }

  /** The place by name, or undefined when the two of that name were compared already. */
  named(direction, place, before, after) {
    const name = before ?? after
    if (name === undefined) return place
    const pair = `${direction} ${before ?? place} ${after ?? place}`
    if (this.seen.has(pair)) return undefined
    this.seen.add(pair)
    return `${direction} ${name}`
  }

  // Each thing that was accepted must still be.
  request(at, old, now) {
    for (const alternative of old) {
      const successor = counterpart(alternative, now)
      if (successor) this.alternative('request', at, alternative, successor)
      else this.say(at, `no longer ${labelOf(alternative)}`)
    }
  }

  // Each thing that is said now must have been described; a further variant of what had variants is like a further word.
  answer(at, old, now) {
    const hadVariants = old.filter((alternative) => alternative.type !== 'null').length > 1
    for (const alternative of now) {
      const ancestor = counterpart(alternative, old)
      if (ancestor) this.alternative('answer', at, ancestor, alternative)
      else if (alternative.type === 'null' || !hadVariants) this.say(at, `now also ${labelOf(alternative)}`)
    }
  }

  alternative(direction, place, before, after) {
    const at = this.named(direction, place, before[named], after[named])
    if (at === undefined) return
    if (direction === 'request') this.limits(at, before, after)
    else if (before.format !== after.format) this.say(at, 'format changed')
    if (before.items || after.items) this.schema(direction, `${at}[]`, before.items ?? {}, after.items ?? {})
    if (isObject(before.additionalProperties) && isObject(after.additionalProperties))
      this.schema(direction, `${at}{}`, before.additionalProperties, after.additionalProperties)
    this.properties(direction, at, before, after)
  }

  properties(direction, at, before, after) {
    const [old, now] = [before.properties ?? {}, after.properties ?? {}]
    const isRequired = (schema, name) => (schema.required ?? []).includes(name)
    for (const name of Object.keys(old)) {
      if (!(name in now)) this.say(`${at}.${name}`, 'removed')
      else this.schema(direction, `${at}.${name}`, old[name], now[name])
    }
    for (const name of Object.keys(now)) {
      const [was, is] = [isRequired(before, name), isRequired(after, name)]
      if (direction === 'request' && is && !was) this.say(`${at}.${name}`, 'now required')
      if (direction === 'answer' && was && !is) this.say(`${at}.${name}`, 'now optional')
    }
    const [wasOpen, isOpen] = [before, after].map((schema) => schema.additionalProperties !== false)
    if (direction === 'request' && wasOpen && !isOpen) this.say(at, 'takes no other fields')
  }

  limits(at, before, after) {
    for (const keyword of upperBounds) {
      if ((after[keyword] ?? Infinity) < (before[keyword] ?? Infinity)) this.say(at, `${keyword} lowered`)
    }
    for (const keyword of lowerBounds) {
      if ((after[keyword] ?? -Infinity) > (before[keyword] ?? -Infinity)) this.say(at, `${keyword} raised`)
    }
    for (const keyword of exactKeywords) {
      if (after[keyword] !== undefined && after[keyword] !== before[keyword]) this.say(at, `${keyword} changed`)
    }
    const [old, now] = [wordsOf(before), wordsOf(after)]
    if (now && !old) this.say(at, 'limited to some words')
    for (const word of (old ?? []).filter((word) => now && !now.includes(word))) {
      this.say(at, `no longer ${JSON.stringify(word)}`)
    }
  }
}

function isObject(value) {
  return typeof value === 'object' && value !== null
}

function nameOf(schema) {
  return schema.$ref?.replace('#/components/schemas/', '')
}

function resolved(document, value) {
  let found = value
  while (found?.$ref) {
    found = found.$ref
      .slice(2)
      .split('/')
      .reduce((place, part) => place?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], document)
  }
  return found
}

/** What a schema may be: the choices of `oneOf` and `anyOf`, the types of a list, the parts of `allOf` in one; all words together. */
function alternatives(document, schema) {
  const each = split(document, schema)
  const isWord = (one) => wordsOf(one) !== undefined && one.type === 'string'
  const words = each.filter(isWord)
  if (words.length < 2) return each
  return [...each.filter((one) => !isWord(one)), { type: 'string', enum: words.flatMap(wordsOf) }]
}

function split(document, schema) {
  const found = resolved(document, schema) ?? {}
  const choices = found.oneOf ?? found.anyOf
  if (choices) return choices.flatMap((choice) => splitChoice(document, choice))
  if (found.allOf) return [joined(found, found.allOf.flatMap((part) => split(document, part)))]
  if (Array.isArray(found.type)) return found.type.map((type) => ({ ...found, type }))
  return [found]
}

// A choice keeps its name: what it is compared with may stand elsewhere in the list.
function splitChoice(document, choice) {
  const name = nameOf(choice)
  return split(document, choice).map((one) => (name ? { ...one, [named]: name } : one))
}

function joined({ allOf, ...first }, parts) {
  return parts.reduce(
    (whole, part) => ({
      ...whole,
      ...part,
      properties: { ...whole.properties, ...part.properties },
      required: [...(whole.required ?? []), ...(part.required ?? [])],
    }),
    first,
  )
}

/** The one among several that stands for the same thing: of the same type and, among variants, the same variant. */
function counterpart(alternative, others) {
  const same = others.filter(
    (other) =>
      other.type === alternative.type ||
      (alternative.type === 'integer' && other.type === 'number') ||
      other.type === undefined,
  )
  const alike = same.filter((other) => labelOf(other) === labelOf(alternative))
  if (alike.length > 0) return mostLike(alternative, alike)
  return same.find((other) => !isVariant(other) && !isVariant(alternative))
}

function mostLike(alternative, others) {
  const fields = Object.keys(alternative.properties ?? {})
  const shared = (other) => fields.filter((name) => name in (other.properties ?? {})).length
  return others.toSorted((one, other) => shared(other) - shared(one))[0]
}

// A variant of an enum that holds something: an object with one required field, named like the variant.
function isVariant(schema) {
  return schema.type === 'object' && schema.required?.length === 1 && Object.keys(schema.properties ?? {}).length === 1
}

function labelOf(schema) {
  return isVariant(schema) ? `${schema.required[0]}: ..` : (schema.type ?? 'anything')
}

function wordsOf(schema) {
  return schema.const === undefined ? schema.enum : [schema.const]
}

// Whoever could come in can still: each old way needs no scheme that it did not need.
function isOpenTo(before = [], after = []) {
  if (after.length === 0) return true
  const ways = before.length === 0 ? [{}] : before
  return ways.every((way) => after.some((now) => Object.keys(now).every((scheme) => scheme in way)))
}
