import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { ownerRecoveryKeys, type SeenOwnerRecovery } from './queries'
import { words } from './words.en'

type StopProps = { recovery: SeenOwnerRecovery; onClose: () => void }

/** Stops it, as long as nothing was removed. */
export function StopOwnerRecovery({ recovery, onClose }: StopProps) {
  const { id, person_name, revision } = recovery
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={words.stopTitle(person_name)}
      detail={words.stopDetail(person_name)}
      confirm={words.stop}
      done={words.stopped(person_name)}
      stale={ownerRecoveryKeys.all}
      run={() => answer(api.POST('/v1/owner-recoveries/{id}/stop', { params }))}
      onClose={onClose}
    />
  )
}
