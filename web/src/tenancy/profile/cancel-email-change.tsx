import { AskButton } from '@/access/ask-button'
import { answer, api } from '@/api/client'
import { profileQuery } from './queries'
import { words } from './words.en'

/** Gives the wish for another address up; its links open nothing from then on. */
export function CancelEmailChange() {
  return (
    <AskButton
      act={words.cancel}
      title={words.cancel}
      detail={words.cancelDetail}
      done={words.cancelled}
      stale={profileQuery.queryKey}
      run={() => answer(api.POST('/v1/profile/cancel-email-change'))}
    />
  )
}
