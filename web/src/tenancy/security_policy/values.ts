import * as v from 'valibot'
import type { Role, SecurityPolicyView, UpdateSecurityPolicyRequest } from '@/api/schema.gen'
import { messages } from '../messages.en'
import { roles } from '../roles'

const words = messages.securityPolicy

/** As the server's limits. */
export const ranges = {
  idle_minutes: [5, 720],
  lifetime_minutes: [60, 1440],
  failures_max: [3, 20],
  failures_minutes: [5, 1440],
  second_factor_grace_days: [0, 90],
} as const satisfies Record<
  Exclude<keyof UpdateSecurityPolicyRequest, 'second_factor_roles' | 'second_factor_custom_roles'>,
  readonly [number, number]
>
/** Those of sign-ins; what stands beside the roles of the second factor is shown with them. */
export const rules = [
  'idle_minutes',
  'lifetime_minutes',
  'failures_max',
  'failures_minutes',
] as const
const counts = [...rules, 'second_factor_grace_days'] as const
export const fields = [...counts, 'second_factor_roles', 'second_factor_custom_roles'] as const

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
    second_factor_grace_days: within(ranges.second_factor_grace_days),
    second_factor_roles: v.array(v.picklist(roles)),
    second_factor_custom_roles: v.array(v.string()),
  }),
  v.forward(
    v.check(
      (values) => Number(values.idle_minutes) <= Number(values.lifetime_minutes),
      words.idleTooLong,
    ),
    ['idle_minutes'],
  ),
)

/** The rules as their form holds them: every number a string. */
export type PolicyValues = v.InferOutput<typeof policyValues>

export function valuesOf(policy: SecurityPolicyView): PolicyValues {
  return {
    idle_minutes: String(policy.idle_minutes),
    lifetime_minutes: String(policy.lifetime_minutes),
    failures_max: String(policy.failures_max),
    failures_minutes: String(policy.failures_minutes),
    second_factor_grace_days: String(policy.second_factor_grace_days),
    second_factor_roles: inOrder(policy.second_factor_roles),
    second_factor_custom_roles: policy.second_factor_custom_roles.toSorted(),
  }
}

/** Roles as the documents list them, so that ticking one twice changes nothing. */
export function inOrder(chosen: readonly Role[]): Role[] {
  return roles.filter((role) => chosen.includes(role))
}

/** Only what was changed: what somebody else changed meanwhile stays theirs. */
export function changesOf(before: PolicyValues, after: PolicyValues): UpdateSecurityPolicyRequest {
  const changed = counts.filter((rule) => before[rule] !== after[rule])
  const chosen = inOrder(after.second_factor_roles)
  const own = after.second_factor_custom_roles.toSorted()
  const isSame = inOrder(before.second_factor_roles).join() === chosen.join()
  return {
    ...Object.fromEntries(changed.map((rule) => [rule, Number(after[rule])])),
    ...(isSame ? {} : { second_factor_roles: chosen }),
    ...(before.second_factor_custom_roles.toSorted().join() === own.join()
      ? {}
      : { second_factor_custom_roles: own }),
  }
}
