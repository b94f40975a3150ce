import { AskButton } from '@/access/ask-button'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import type { Person } from '@/api/schema.gen'
import { words } from './leaving-words.en'

/** Lets somebody in again who was deactivated or left. */
export function ActivatePerson({ person }: { person: Person }) {
  const canAct = useCan('person.activate')
  if (!canAct || person.is_active || person.is_invited) return null
  const params = { path: { id: person.id } }
  return (
    <AskButton
      act={words.activate}
      title={words.activateTitle(person.name)}
      detail={words.activateDetail}
      done={words.activated(person.name)}
      stale={['people']}
      needsReason
      reasonMax={500}
      run={(reason) => answer(api.POST('/v1/people/{id}/activate', { params, body: { reason } }))}
    />
  )
}
