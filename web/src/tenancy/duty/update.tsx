import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import type { DutyMode, DutyView } from '@/api/schema.gen'
import { Select } from '@/ui/select'
import { dutiesQuery, reviewersQuery } from './queries'
import { words } from './words.en'

const modes = (['prevent', 'detect'] as const).map((value) => ({
  value,
  label: words.modes[value],
}))

type UpdateProps = { duty: DutyView; onClose: () => void }

/** Keeps two duties apart, or names who looks at it afterwards, for a reason. */
export default function UpdateDuty({ duty, onClose }: UpdateProps): ReactNode {
  const { pair, revision, meaning } = duty
  const [mode, setMode] = useState<DutyMode>(duty.mode)
  const [reviewer, setReviewer] = useState(duty.reviewer_stands ? (duty.reviewer_id ?? '') : '')
  const reviewers = useQuery(reviewersQuery)
  const params = { path: { pair }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={words.dialogTitle}
      detail={meaning}
      confirm={words.save}
      done={words.done}
      stale={dutiesQuery.queryKey}
      needsReason
      reasonMax={500}
      run={(reason) => {
        const named = mode === 'detect' && reviewer !== '' ? { reviewer_id: reviewer } : {}
        return answer(api.PATCH('/v1/duties/{pair}', { params, body: { mode, reason, ...named } }))
      }}
      onClose={onClose}
    >
      <Select
        label={words.mode}
        options={modes}
        value={mode}
        onChange={(event) => setMode(event.target.value === 'detect' ? 'detect' : 'prevent')}
      />
      {mode === 'detect' ? (
        <Select
          label={words.reviewer}
          hint={words.reviewerHint}
          options={reviewers.data ?? []}
          placeholder={words.needReviewer}
          value={reviewer}
          onChange={(event) => setReviewer(event.target.value)}
        />
      ) : null}
    </AskDialog>
  )
}
