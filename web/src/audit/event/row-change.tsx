import { useMemo } from 'react'
import type { AuditEventDetail } from '@/api/schema.gen'
import { shortId } from '@/kernel/ids'
import { JsonDiffView } from '@/ui/json-diff-view'
import { messages, nounOf } from '../messages.en'
import { isSecret, shownRow } from './shown-row'

type Change = AuditEventDetail['changes']['items'][number]

/** What one statement did to one row, before and after. */
export function RowChange({ change }: { change: Change }) {
  const before = useMemo(() => shownRow(change.before), [change.before])
  const after = useMemo(() => shownRow(change.after), [change.after])
  const noteOf = (column: string) => {
    if (change.personal.includes(column)) return messages.personal
    return isSecret(change.after ?? change.before, column) ? messages.secret : undefined
  }
  return (
    <section className="border-line border-t first-of-type:border-0">
      <h4 className="flex flex-wrap items-baseline gap-x-2 px-5 py-2.5 text-sm max-sm:px-4">
        <span className="font-[550]">{messages.operation[change.operation]}</span>
        <span className="text-muted">
          {nounOf(change.table)}
          {change.row_id ? ` …${shortId(change.row_id)}` : ''}
        </span>
      </h4>
      <JsonDiffView
        label={messages.diffOf(change.table)}
        before={before}
        after={after}
        contextLines={1}
        noteOf={noteOf}
      />
    </section>
  )
}
