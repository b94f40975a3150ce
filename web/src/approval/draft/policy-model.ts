import type { AmountTest, Condition, Money, Policy, Step, Who } from '@/api/schema.gen'
import type { IdKind } from '../choices'

/** What one condition can ask of a document. */
export const questions = [
  'amount',
  'department',
  'any_line_in',
  'every_line_in',
  'category_sum',
  'requester',
  'supplier',
  'kind',
] as const
export type Question = (typeof questions)[number]

export const operators = ['greater_than', 'at_least', 'less_than', 'at_most', 'between'] as const
export type Operator = (typeof operators)[number]

export const documentKinds = ['requisition', 'purchase_order'] as const
export const roles = [
  'head_of_department',
  'accounts',
  'general_manager',
  'owner',
  'admin',
  'requester',
  'auditor',
] as const

export const stepsMax = 20
export const classesMax = 10
export const valuesMax = 50
export const depthMax = 4

/** A group of conditions, and how they are joined. */
export type Joined = { join: 'all' | 'any'; parts: readonly Condition[] }

export function joinedOf(condition: Condition): Joined | null {
  if ('all' in condition) return { join: 'all', parts: condition.all }
  if ('any' in condition) return { join: 'any', parts: condition.any }
  return null
}

export function conditionOf({ join, parts }: Joined): Condition {
  return join === 'all' ? { all: [...parts] } : { any: [...parts] }
}

/** Which question a condition asks; null for those that join or turn others. */
export function questionOf(condition: Condition): Question | null {
  if ('amount' in condition) return 'amount'
  if ('department' in condition) return 'department'
  if ('category' in condition)
    return 'any_line_in' in condition.category ? 'any_line_in' : 'every_line_in'
  if ('category_sum' in condition) return 'category_sum'
  if ('requester' in condition) return 'requester'
  if ('supplier' in condition) return 'supplier'
  if ('kind' in condition) return 'kind'
  return null
}

/** A condition of this question with nothing chosen yet. */
export function emptyCondition(question: Question, currency: string): Condition {
  const none: AmountTest = { greater_than: { amount: '0', currency } }
  switch (question) {
    case 'amount':
      return { amount: none }
    case 'department':
      return { department: { in: [] } }
    case 'any_line_in':
      return { category: { any_line_in: [] } }
    case 'every_line_in':
      return { category: { every_line_in: [] } }
    case 'category_sum':
      return { category_sum: { category: '', is: none } }
    case 'requester':
      return { requester: { in: [] } }
    case 'supplier':
      return { supplier: { in: [] } }
    case 'kind':
      return { kind: { in: ['purchase_order'] } }
  }
}

/** The list of ids in a condition, and the same condition with another list. */
export type Listed = {
  of: IdKind
  ids: readonly string[]
  path: string
  with: (ids: string[]) => Condition
}

export function listedOf(condition: Condition): Listed | null {
  if ('department' in condition)
    return {
      of: 'department',
      ids: condition.department.in,
      path: 'department.in',
      with: (ids) => ({ department: { in: ids } }),
    }
  if ('requester' in condition)
    return {
      of: 'person',
      ids: condition.requester.in,
      path: 'requester.in',
      with: (ids) => ({ requester: { in: ids } }),
    }
  if ('supplier' in condition)
    return {
      of: 'supplier',
      ids: condition.supplier.in,
      path: 'supplier.in',
      with: (ids) => ({ supplier: { in: ids } }),
    }
  if (!('category' in condition)) return null
  return 'any_line_in' in condition.category
    ? {
        of: 'category',
        ids: condition.category.any_line_in,
        path: 'category.any_line_in',
        with: (ids) => ({ category: { any_line_in: ids } }),
      }
    : {
        of: 'category',
        ids: condition.category.every_line_in,
        path: 'category.every_line_in',
        with: (ids) => ({ category: { every_line_in: ids } }),
      }
}

/** An amount test in parts; the upper end only between two. */
export type AmountParts = { operator: Operator; from: Money; to: Money | null }

export function amountParts(test: AmountTest): AmountParts {
  if ('between' in test)
    return { operator: 'between', from: test.between.at_least, to: test.between.at_most }
  if ('greater_than' in test) return { operator: 'greater_than', from: test.greater_than, to: null }
  if ('at_least' in test) return { operator: 'at_least', from: test.at_least, to: null }
  if ('less_than' in test) return { operator: 'less_than', from: test.less_than, to: null }
  return { operator: 'at_most', from: test.at_most, to: null }
}

export function amountTest({ operator, from, to }: AmountParts): AmountTest {
  switch (operator) {
    case 'between':
      return { between: { at_least: from, at_most: to ?? from } }
    case 'greater_than':
      return { greater_than: from }
    case 'at_least':
      return { at_least: from }
    case 'less_than':
      return { less_than: from }
    case 'at_most':
      return { at_most: from }
  }
}

/** Whom a step asks, as a list without the word for `any of`. */
export function classesOf(who: Who): readonly Who[] {
  return typeof who === 'object' && 'any_of' in who ? who.any_of : [who]
}

export function whoOf(classes: readonly Who[]): Who {
  const [only, ...others] = classes
  return only !== undefined && others.length === 0 ? only : { any_of: [...classes] }
}

/** A step of its own name after the last. */
export function newStep(policy: Policy, name: (number: number) => string): Step {
  const taken = new Set(policy.steps.map((step) => step.name.toLowerCase()))
  let number = policy.steps.length + 1
  while (taken.has(name(number).toLowerCase())) number += 1
  const order = Math.min(stepsMax, Math.max(0, ...policy.steps.map((step) => step.order)) + 1)
  return { name: name(number), order, who: 'department_head' }
}

/** The same list with one thing at another place. */
export function moved<Thing>(things: readonly Thing[], from: number, to: number): Thing[] {
  const rest = things.filter((_, place) => place !== from)
  return [...rest.slice(0, to), ...things.slice(from, from + 1), ...rest.slice(to)]
}

export function replaced<Thing>(things: readonly Thing[], at: number, by: Thing): Thing[] {
  return things.map((thing, place) => (place === at ? by : thing))
}

export function without<Thing>(things: readonly Thing[], at: number): Thing[] {
  return things.filter((_, place) => place !== at)
}

/** How deep conditions are nested, as the server counts. */
export function depthOf(condition: Condition): number {
  if ('not' in condition) return 1 + depthOf(condition.not)
  const joined = joinedOf(condition)
  return joined ? 1 + Math.max(0, ...joined.parts.map(depthOf)) : 1
}
