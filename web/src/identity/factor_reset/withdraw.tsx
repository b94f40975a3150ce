import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { factorResetKeys } from '@/tenancy/person/factor-reset-queries'
import type { SeenFactorReset } from './queries'
import { words } from './words.en'

type WithdrawProps = { reset: SeenFactorReset; onClose: () => void }

/** Takes it back before it is decided. */
export function WithdrawFactorReset({ reset, onClose }: WithdrawProps) {
  const { id, person_name, revision } = reset
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={words.withdrawTitle(person_name)}
      detail={words.withdrawDetail}
      confirm={words.withdraw}
      done={words.withdrawn(person_name)}
      stale={factorResetKeys.all}
      run={() => answer(api.POST('/v1/factor-resets/{id}/withdraw', { params }))}
      onClose={onClose}
    />
  )
}
