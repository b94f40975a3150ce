import { answer, api, etagOf } from '@/api/client'
import { AskDialog } from './ask-dialog'
import type { SeenGrant } from './queries'
import { words } from './words.en'

type WithdrawProps = { grant: SeenGrant; onClose: () => void }

/** Takes back what was asked for, before anybody has decided. */
export function WithdrawGrant({ grant, onClose }: WithdrawProps) {
  const { id, person_name, revision } = grant
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      grant={grant}
      title={words.withdrawTitle(person_name)}
      detail={words.withdrawDetail}
      confirm={words.withdraw}
      done={words.withdrawn(person_name)}
      isDanger
      run={() => answer(api.POST('/v1/grants/{id}/withdraw', { params }))}
      onClose={onClose}
    />
  )
}
