import { answer, api, etagOf } from '@/api/client'
import { AskDialog } from './ask-dialog'
import type { SeenGrant } from './queries'
import { words } from './words.en'

type RefuseProps = { grant: SeenGrant; onClose: () => void }

/** Refuses rights for good, with a reason. */
export function RefuseGrant({ grant, onClose }: RefuseProps) {
  const { id, person_name, revision } = grant
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      grant={grant}
      title={words.refuseTitle(person_name)}
      detail={words.refuseDetail}
      confirm={words.refuse}
      done={words.refused(person_name)}
      isDanger
      needsReason
      reasonMax={500}
      run={(reason) => answer(api.POST('/v1/grants/{id}/refuse', { params, body: { reason } }))}
      onClose={onClose}
    />
  )
}
