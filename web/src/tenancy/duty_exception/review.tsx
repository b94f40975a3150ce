import type { ReactNode } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import type { DutyExceptionVerdict } from '@/api/schema.gen'
import { dutyExceptionKeys, type SeenDutyException } from './queries'
import { words } from './words.en'

type ReviewProps = {
  exception: SeenDutyException
  verdict: DutyExceptionVerdict
  onClose: () => void
}

/** Says once and for good what one thinks of an exception. */
export default function ReviewDutyException(props: ReviewProps): ReactNode {
  const { exception, verdict, onClose } = props
  const { id, revision, document_name: name } = exception
  const isRaised = verdict === 'raise'
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={isRaised ? words.raiseTitle(name) : words.acceptTitle(name)}
      detail={isRaised ? words.raiseDetail : words.acceptDetail(exception.person_name)}
      confirm={isRaised ? words.raise : words.accept}
      done={isRaised ? words.raised(name) : words.accepted(name)}
      stale={dutyExceptionKeys.all}
      isDanger={isRaised}
      needsReason
      reasonMax={500}
      run={(note) =>
        answer(api.POST('/v1/duty-exceptions/{id}/review', { params, body: { verdict, note } }))
      }
      onClose={onClose}
    />
  )
}
