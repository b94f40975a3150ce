import { answer, api } from '@/api/client'
import { type Page, pagedQuery } from '@/api/paging'
import type { PageMailView } from '@/api/schema.gen'
import type { MailSearch } from './search'
import { isUnderWay } from './under-way'

/** A mail of the list, with what may be done about it. */
export type ListedMail = PageMailView['items'][number]

export const mailKeys = { all: ['mails'] as const }

const readAgainMs = 3_000

/** The mail of the organisation, newest first; read again by itself for as long as some of it is about to leave. */
export function mailsQuery({ state }: MailSearch) {
  const options = pagedQuery<ListedMail>([...mailKeys.all, { state }], (cursor, signal) =>
    answer(
      api.GET('/v1/mails', {
        params: { query: { ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  )
  type Read = { state: { data?: { pages: readonly Page<ListedMail>[] } | undefined } }
  const refetchInterval = ({ state: { data } }: Read) => {
    const mails = data?.pages.flatMap((page) => page.items) ?? []
    return mails.some((mail) => isUnderWay(mail, Date.now())) ? readAgainMs : false
  }
  return { ...options, refetchInterval }
}
