import { AskButton } from '@/access/ask-button'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import { messages } from '../messages.en'
import { sessionKeys } from './queries'

const words = messages.sessions

/** Signs out everywhere else. */
export function EndOthers() {
  if (!useCan('session.end_others')) return null
  return (
    <AskButton
      act={words.endOthers}
      title={words.endOthers}
      detail={words.endOthersDetail}
      done={({ ended }) => (ended === 0 ? words.noneEnded : words.ended(ended))}
      isDanger
      stale={sessionKeys.all}
      run={() => answer(api.POST('/v1/sessions/end-others'))}
    />
  )
}
