import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import type { MailServerView } from '@/api/schema.gen'

const readAgainMs = 2_000

/** Whether a test mail is still on its way. */
export function isTested(view: MailServerView | undefined): boolean {
  const state = view?.last_test?.state
  return state === 'waiting' || state === 'sending'
}

/** The organisation's own mail server; read again by itself while a test mail is on its way. */
export const mailServerQuery = queryOptions({
  queryKey: ['mail-server'],
  queryFn: ({ signal }) => answer(api.GET('/v1/mail-server', { signal })),
  staleTime: 0,
  refetchOnWindowFocus: false,
  refetchInterval: ({ state: { data } }) => (isTested(data) ? readAgainMs : false),
})
