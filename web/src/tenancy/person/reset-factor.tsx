import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { AskButton } from '@/access/ask-button'
import { useCan } from '@/access/can'
import { useMe } from '@/access/me'
import { answer, api } from '@/api/client'
import type { Person } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { buttonClass } from '@/ui/button'
import { factorResetKeys, waitingFactorResetQuery } from './factor-reset-queries'
import { words } from './factor-reset-words.en'

/** Asks for somebody else's second factor to be reset, or leads to where that waits. Whether they have one the server says when it is asked. */
export function ResetFactor({ person }: { person: Person }) {
  const [canSee, canAsk] = [useCan('factor_reset.view'), useCan('factor_reset.create')]
  const isOwn = useMe().person.id === person.id
  const isShown = person.is_active && !isOwn
  const { data: waiting } = useQuery({
    ...waitingFactorResetQuery(person.id),
    enabled: isShown && canSee,
  })
  if (!isShown) return null
  if (waiting) {
    return (
      <Link {...paths.factorResets({ state: 'waiting' })} className={buttonClass()}>
        {words.waits}
      </Link>
    )
  }
  if (!canAsk) return null
  const params = { path: { id: person.id } }
  return (
    <AskButton
      act={words.ask}
      title={words.title(person.name)}
      detail={words.detail}
      done={words.done}
      stale={factorResetKeys.all}
      needsReason
      reasonMax={500}
      run={(reason) =>
        answer(api.POST('/v1/people/{id}/factor-resets', { params, body: { reason } }))
      }
    />
  )
}
