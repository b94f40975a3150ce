import { useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import type { Person } from '@/api/schema.gen'
import { Button } from '@/ui/button'
import { words } from '../people-words.en'

/** Signs somebody out on every device. */
export function EndSessions({ person }: { person: Person }) {
  const mayEnd = useCan('person.end_sessions')
  const [isAsked, setIsAsked] = useState(false)
  if (!mayEnd) return null
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>{words.endSessions}</Button>
      {isAsked ? (
        <AskDialog
          title={words.endSessionsTitle(person.name)}
          detail={words.endSessionsDetail}
          confirm={words.endSessions}
          done={({ ended }) => words.endedSessions(ended)}
          isDanger
          stale={['sessions']}
          run={() =>
            answer(
              api.POST('/v1/people/{id}/end-sessions', { params: { path: { id: person.id } } }),
            )
          }
          onClose={() => setIsAsked(false)}
        />
      ) : null}
    </>
  )
}
