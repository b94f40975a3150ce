import * as v from 'valibot'

/** Which role a new one starts as a copy of. */
export const newRoleSearch = v.object({
  from: v.optional(
    v.fallback(
      v.optional(v.pipe(v.string(), v.regex(/^([a-z_]{3,40}|[0-9a-f-]{36})$/))),
      undefined,
    ),
  ),
})
