import { AskButton } from '@/access/ask-button'
import { answer, api, etagOf } from '@/api/client'
import type { MailServerView } from '@/api/schema.gen'
import { findAction } from '@/ui/action-button'
import { mailServerQuery } from './queries'
import { words } from './words.en'

/** Forgets it with its password, once asked. */
export function RemoveMailServer({ view }: { view: MailServerView }) {
  const action = findAction(view.actions, 'mail_server.remove')
  if (!action || action.closed_because) return null
  const params = { header: { 'If-Match': etagOf(view.revision) } }
  return (
    <AskButton
      act={words.remove}
      look="danger"
      title={words.removeTitle}
      detail={words.removeDetail}
      done={() => words.removed}
      isDanger
      stale={mailServerQuery.queryKey}
      run={() => answer(api.POST('/v1/mail-server/remove', { params }))}
    />
  )
}
