import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { factorResetKeys } from '@/tenancy/person/factor-reset-queries'
import type { SeenFactorReset } from './queries'
import { words } from './words.en'

type RefuseProps = { reset: SeenFactorReset; onClose: () => void }

/** Refuses, with a reason. */
export function RefuseFactorReset({ reset, onClose }: RefuseProps) {
  const { id, person_name, revision } = reset
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={words.refuseTitle(person_name)}
      detail={words.refuseDetail}
      confirm={words.refuse}
      done={words.refused(person_name)}
      stale={factorResetKeys.all}
      isDanger
      needsReason
      reasonMax={500}
      run={(reason) =>
        answer(api.POST('/v1/factor-resets/{id}/refuse', { params, body: { reason } }))
      }
      onClose={onClose}
    />
  )
}
