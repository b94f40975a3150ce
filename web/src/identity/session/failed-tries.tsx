import { useQueryClient } from '@tanstack/react-query'
import { type Me, meQuery, useMe } from '@/access/me'
import { formatInstant } from '@/kernel/dates'
import { Notice } from '@/ui/notice'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'

const words = messages.failed

/** Tells whoever has just signed in what failed since they last did; it stays until they have read it. */
export function useFailuresTeller(): () => Promise<void> {
  const cache = useQueryClient()
  const toast = useToast()
  return async () => {
    // The next screen needs it anyway; should it fail, that screen says so.
    const me = await cache.fetchQuery(meQuery).catch(() => null)
    const told = me ? said(me) : null
    if (told !== null)
      toast.failed({ title: told.title, description: `${told.detail} ${words.there}` })
  }
}

/** The same beside one's sign-ins, for as long as this one lives. */
export function FailedTries() {
  const told = said(useMe())
  if (told === null) return null
  return (
    <Notice tone="warn" title={told.title}>
      {told.detail} {words.here}
    </Notice>
  )
}

function said({ session, person }: Me) {
  const tries = session.failed_tries
  if (!tries) return null
  const at = formatInstant(tries.last_at, person.locale, person.time_zone)
  return {
    title: words.title(tries.count),
    detail: words.detail(at, tries.last_network ?? null),
  }
}
