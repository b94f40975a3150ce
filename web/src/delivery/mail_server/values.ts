import * as v from 'valibot'
import type { MailServerView, SetMailServerRequest } from '@/api/schema.gen'
import { words } from './words.en'

export const ports = ['465', '587', '25', '2525'] as const
export const fields = ['host', 'port', 'security', 'user_name', 'from_address', 'password'] as const

const some = v.pipe(v.string(), v.trim(), v.minLength(1, words.must.some))

/** The form: what the server decides is not decided here. */
export const serverValues = v.object({
  host: v.pipe(v.string(), v.trim(), v.regex(/^[^\s.:]+(\.[^\s.:]+)+$/, words.must.host)),
  port: v.picklist(ports),
  security: v.picklist(['tls', 'starttls']),
  user_name: some,
  from_address: v.pipe(v.string(), v.trim(), v.regex(/^[^\s@]+@[^\s@]+$/, words.must.email)),
  // Exactly as it was typed; what is empty stays as it is.
  password: v.string(),
})

/** The mail server as its form holds it. */
export type ServerValues = v.InferOutput<typeof serverValues>

export function valuesOf({ server }: MailServerView): ServerValues {
  const port = ports.find((known) => known === String(server?.port)) ?? '465'
  return {
    host: server?.host ?? '',
    port,
    security: server?.security ?? 'tls',
    user_name: server?.user_name ?? '',
    from_address: server?.from_address ?? '',
    password: '',
  }
}

export function requestOf({ password, port, ...values }: ServerValues): SetMailServerRequest {
  return {
    ...values,
    port: Number(port) as SetMailServerRequest['port'],
    ...(password ? { password } : {}),
  }
}
