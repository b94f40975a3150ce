import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { factorResetKeys } from '@/tenancy/person/factor-reset-queries'
import type { SeenFactorReset } from './queries'
import { words } from './words.en'

type ApproveProps = { reset: SeenFactorReset; onClose: () => void }

/** Agrees: the second factor is removed, and its person signed out. */
export function ApproveFactorReset({ reset, onClose }: ApproveProps) {
  const { id, person_name, revision } = reset
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={words.approveTitle(person_name)}
      detail={words.approveDetail(person_name)}
      confirm={words.approve}
      done={words.approved(person_name)}
      stale={factorResetKeys.all}
      isDanger
      run={() => answer(api.POST('/v1/factor-resets/{id}/approve', { params }))}
      onClose={onClose}
    />
  )
}
