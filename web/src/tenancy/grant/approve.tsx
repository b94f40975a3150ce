import { answer, api, etagOf } from '@/api/client'
import { AskDialog } from './ask-dialog'
import type { SeenGrant } from './queries'
import { words } from './words.en'

type ApproveProps = { grant: SeenGrant; onClose: () => void }

/** Agrees to rights that somebody else asked for; they are given at once. */
export function ApproveGrant({ grant, onClose }: ApproveProps) {
  const { id, person_name, revision } = grant
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      grant={grant}
      title={words.approveTitle(person_name)}
      detail={words.approveDetail}
      confirm={words.approve}
      done={words.approved(person_name)}
      run={() => answer(api.POST('/v1/grants/{id}/approve', { params }))}
      onClose={onClose}
    />
  )
}
