import { useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import { Button } from '@/ui/button'
import { messages } from '../messages.en'
import { sessionKeys } from './queries'

const words = messages.sessions

/** Signs out everywhere else. */
export function EndOthers() {
  const mayEnd = useCan('session.end_others')
  const [isAsked, setIsAsked] = useState(false)
  if (!mayEnd) return null
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>{words.endOthers}</Button>
      {isAsked ? (
        <AskDialog
          title={words.endOthers}
          detail={words.endOthersDetail}
          confirm={words.endOthers}
          done={({ ended }) => (ended === 0 ? words.noneEnded : words.ended(ended))}
          isDanger
          stale={sessionKeys.all}
          run={() => answer(api.POST('/v1/sessions/end-others'))}
          onClose={() => setIsAsked(false)}
        />
      ) : null}
    </>
  )
}
