import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { answer, api } from '@/api/client'
import type { ApprovalPolicyDraft } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { organisationQuery } from '@/tenancy/organisation/queries'
import { DateField } from '@/ui/date-field'
import { Segmented } from '@/ui/segmented'
import { Select } from '@/ui/select'
import { AskDialog } from '../ask-dialog'
import { messages } from '../messages.en'

const words = messages.draft
const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}))

type PublishProps = { draft: ApprovalPolicyDraft; etag: string; onClose: () => void }

/** The second person's word: now, or from an hour by the organisation's own clock. */
export function PublishDialog({ draft, etag, onClose }: PublishProps) {
  const router = useRouter()
  const organisation = useQuery(organisationQuery)
  const [when, setWhen] = useState<'later' | 'now'>('now')
  const [on, setOn] = useState('')
  const [hour, setHour] = useState('0')
  return (
    <AskDialog
      title={words.publishTitle}
      detail={`${words.publishDetail} ${messages.underWay}`}
      confirm={words.publish}
      done={words.published}
      run={() =>
        answer(
          api.POST('/v1/approval-policy-drafts/{id}/publish', {
            params: { path: { id: draft.id }, header: { 'If-Match': etag } },
            body: { effective_from: when === 'now' ? null : { on, hour: Number(hour) } },
          }),
        )
      }
      onDone={({ id }) => void router.navigate(paths.approvalPolicy(id))}
      onClose={onClose}
    >
      <Segmented
        label={words.from}
        value={when}
        onValueChange={setWhen}
        segments={[
          { value: 'now', label: words.now },
          { value: 'later', label: words.later },
        ]}
      />
      {when === 'later' ? (
        <div className="grid grid-cols-[minmax(0,1fr)_120px] gap-3">
          <DateField
            label={words.on}
            hint={organisation.data ? words.byClock(organisation.data.time_zone) : undefined}
            value={on}
            onChange={(event) => setOn(event.target.value)}
          />
          <Select
            label={words.at}
            options={hours}
            value={hour}
            onChange={(event) => setHour(event.target.value)}
          />
        </div>
      ) : null}
    </AskDialog>
  )
}
