import { AskButton } from '@/access/ask-button'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import type { Person } from '@/api/schema.gen'
import { words } from '../people-words.en'

/** Signs somebody out on every device. */
export function EndSessions({ person }: { person: Person }) {
  if (!useCan('person.end_sessions')) return null
  const params = { path: { id: person.id } }
  return (
    <AskButton
      act={words.endSessions}
      title={words.endSessionsTitle(person.name)}
      detail={words.endSessionsDetail}
      done={({ ended }) => words.endedSessions(ended)}
      isDanger
      run={() => answer(api.POST('/v1/people/{id}/end-sessions', { params }))}
    />
  )
}
