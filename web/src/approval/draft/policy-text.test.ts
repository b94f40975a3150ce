import { describe, expect, it } from 'vitest'
import type { Condition, Policy, Step, Who } from '@/api/schema.gen'
import {
  amountParts,
  amountTest,
  classesOf,
  conditionOf,
  depthOf,
  emptyCondition,
  joinedOf,
  listedOf,
  moved,
  newStep,
  operators,
  questionOf,
  questions,
  whoOf,
} from './policy-model'
import { placeOf, readText, textOf } from './policy-text'

/** A generator with a seed of its own, so that a failure comes back. */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Below = (below: number) => number

function someWho(below: Below): Who {
  const one = (): Who =>
    ['department_head' as const, { role: 'owner' }, { person: `0198-${below(99)}` }][below(3)] ??
    'department_head'
  return below(3) === 0 ? { any_of: [one(), one()] } : one()
}

function someCondition(below: Below, depth = 0): Condition {
  const inner = () => someCondition(below, depth + 1)
  if (depth < 3 && below(3) === 0)
    return [{ all: [inner(), inner()] }, { any: [inner()] }, { not: inner() }][
      below(3)
    ] as Condition
  const question = questions[below(questions.length)] ?? 'amount'
  const empty = emptyCondition(question, 'EUR')
  const listed = listedOf(empty)
  if (listed) return listed.with([`id ${below(9)}`, `"${below(9)}\\`])
  const money = (amount: number) => ({ amount: `${amount}.50`, currency: 'EUR' })
  const operator = operators[below(operators.length)] ?? 'between'
  const is = amountTest({
    operator,
    from: money(below(50)),
    to: operator === 'between' ? money(50 + below(50)) : null,
  })
  if ('amount' in empty) return { amount: is }
  return 'category_sum' in empty ? { category_sum: { category: 'c', is } } : empty
}

function somePolicy(seed: number): Policy {
  const below = chance(seed)
  const step = (_: unknown, place: number): Step => ({
    name: `Schritt "${place}" – {[`,
    order: 1 + below(20),
    who: someWho(below),
    ...(below(2) ? { when: someCondition(below) } : {}),
    ...(below(2) ? { quorum: below(2) ? ('all' as const) : { n_of: 2 + below(5) } } : {}),
    ...(below(2) ? { limit: { amount: '500', currency: 'EUR' } } : {}),
    ...(below(2) ? { on_same_person: 'skip' as const } : {}),
    ...(below(2) ? { on_nobody: { ask: someWho(below) } } : {}),
  })
  return { currency: 'EUR', steps: Array.from({ length: 1 + below(5) }, step) }
}

const seeds = Array.from({ length: 300 }, (_, seed) => seed)

/** The same condition, taken apart and put together by everything that the form does with it. */
function rebuilt(condition: Condition): Condition {
  if ('not' in condition) return { not: rebuilt(condition.not) }
  const joined = joinedOf(condition)
  if (joined) return conditionOf({ ...joined, parts: joined.parts.map(rebuilt) })
  const listed = listedOf(condition)
  if (listed) return listed.with([...listed.ids])
  if ('amount' in condition) return { amount: amountTest(amountParts(condition.amount)) }
  if ('category_sum' in condition) {
    const { category, is } = condition.category_sum
    return { category_sum: { category, is: amountTest(amountParts(is)) } }
  }
  return condition
}

describe('a policy as text', () => {
  it('comes back from its text as it was', () => {
    for (const seed of seeds) {
      const policy = somePolicy(seed)
      expect(readText(textOf(policy)), `seed ${seed}`).toEqual({ is: 'policy', policy })
    }
  })
  it('comes back from the parts of the form as it was', () => {
    for (const seed of seeds) {
      const { steps } = somePolicy(seed)
      for (const { when, who } of steps) {
        if (when) expect(rebuilt(when), `seed ${seed}`).toEqual(when)
        expect(whoOf(classesOf(who)), `seed ${seed}`).toEqual(who)
      }
    }
  })
  it('is found by the path of each of its values', () => {
    for (const seed of seeds) {
      const policy = somePolicy(seed)
      const text = textOf(policy)
      policy.steps.forEach((step, place) => {
        const { offset } = placeOf(text, ['steps', String(place), 'name'])
        expect(text.startsWith(JSON.stringify(step.name), offset), `seed ${seed}`).toBe(true)
        const who = placeOf(text, ['steps', String(place), 'who']).offset
        const begins = JSON.stringify(step.who).slice(0, 1)
        expect(text.startsWith(begins, who), `seed ${seed}`).toBe(true)
      })
    }
  })
  it('says the line of what is no JSON, and keeps what the form does not know', () => {
    const broken = readText('{\n  "currency": "EUR",\n  "steps": [,]\n}')
    expect(broken).toMatchObject({ is: 'broken', line: 3 })
    for (const [text, line] of [
      ['{\n"a": 1\n"b": 2}', 3],
      ['[1,\n2', 2],
      ['{"a": tru}', 1],
      ['\n\n', 3],
      ['{\n"a":\n}', 3],
      ['{}\n}', 2],
      ['{\n"a}', 2],
    ] as const)
      expect(readText(text), text).toMatchObject({ is: 'broken', line })
    expect(readText('{"currency": "EUR"}')).toEqual({ is: 'other', value: { currency: 'EUR' } })
    expect(readText('{"currency":"EUR","steps":[],"note":1}').is).toBe('other')
  })
  it('names what something missing would stand in', () => {
    const text = textOf({
      currency: 'EUR',
      steps: [{ name: 'GM', order: 1, who: 'department_head' }],
    })
    expect(placeOf(text, ['steps', '0', 'limit']).line).toBe(4)
    expect(placeOf(text, ['steps', '7', 'who']).line).toBe(3)
  })
})

describe('the form of a policy', () => {
  it('begins each question with nothing chosen', () => {
    for (const question of questions)
      expect(questionOf(emptyCondition(question, 'EUR'))).toBe(question)
  })
  it('gives a new step a name and a turn of its own', () => {
    const name = (number: number) => `Step ${number}`
    const first: Policy = {
      currency: 'EUR',
      steps: [{ name: 'step 2', order: 4, who: 'department_head' }],
    }
    expect(newStep(first, name)).toEqual({ name: 'Step 3', order: 5, who: 'department_head' })
  })
  it('moves a step both ways and counts how deep conditions go', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    const kind: Condition = { kind: { in: ['requisition'] } }
    expect(depthOf({ all: [{ not: kind }, kind] })).toBe(3)
  })
})
