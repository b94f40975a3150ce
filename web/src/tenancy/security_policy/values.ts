import * as v from 'valibot'
import type { SecurityPolicyView, UpdateSecurityPolicyRequest } from '@/api/schema.gen'
import { messages } from '../messages.en'

const words = messages.securityPolicy

/** As the server's limits. */
export const ranges = {
  idle_minutes: [5, 720],
  lifetime_minutes: [60, 1440],
  failures_max: [3, 20],
  failures_minutes: [5, 1440],
} as const satisfies Record<keyof UpdateSecurityPolicyRequest, readonly [number, number]>
export type Rule = keyof typeof ranges
export const rules = [
  'idle_minutes',
  'lifetime_minutes',
  'failures_max',
  'failures_minutes',
] as const

const within = ([least, most]: readonly [number, number]) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check(
      (text) => {
        const count = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
        return count >= least && count <= most
      },
      words.range(least, most),
    ),
  )

export const policyValues = v.pipe(
  v.object({
    idle_minutes: within(ranges.idle_minutes),
    lifetime_minutes: within(ranges.lifetime_minutes),
    failures_max: within(ranges.failures_max),
    failures_minutes: within(ranges.failures_minutes),
  }),
  v.forward(
    v.check(
      (values) => Number(values.idle_minutes) <= Number(values.lifetime_minutes),
      words.idleTooLong,
    ),
    ['idle_minutes'],
  ),
)

/** The rules as their form holds them: every field a string. */
export type PolicyValues = v.InferOutput<typeof policyValues>

export function valuesOf(policy: SecurityPolicyView): PolicyValues {
  return {
    idle_minutes: String(policy.idle_minutes),
    lifetime_minutes: String(policy.lifetime_minutes),
    failures_max: String(policy.failures_max),
    failures_minutes: String(policy.failures_minutes),
  }
}

/** Only what was changed: what somebody else changed meanwhile stays theirs. */
export function changesOf(before: PolicyValues, after: PolicyValues): UpdateSecurityPolicyRequest {
  const changed = rules.filter((rule) => before[rule] !== after[rule])
  return Object.fromEntries(changed.map((rule) => [rule, Number(after[rule])]))
}
