import { Link } from '@tanstack/react-router'
import { Answered } from '@/api/answered'
import { ReadOn } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { ApprovalPolicyDraftListed } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Card } from '@/ui/card'
import { messages } from '../messages.en'
import { draftsQuery } from '../queries'
import { DraftStatusPill } from './status-pill'

const words = messages.drafts

/** What is being written, and what became of what was. */
export function Drafts() {
  const paged = usePaged(draftsQuery)
  return (
    <Card title={words.title}>
      <Answered query={paged.query}>
        {() =>
          paged.rows.length === 0 ? (
            <p className="text-sm">
              {words.none}. <span className="text-muted">{words.noneDetail}</span>
            </p>
          ) : (
            <>
              <ul className="flex flex-col divide-y divide-line">
                {paged.rows.map((row) => (
                  <Row key={row.id} draft={row} />
                ))}
              </ul>
              {paged.query.hasNextPage ? (
                <div className="mt-3 text-muted text-xs">
                  <ReadOn paged={paged} shown="" />
                </div>
              ) : null}
            </>
          )
        }
      </Answered>
    </Card>
  )
}

function Row({ draft }: { draft: ApprovalPolicyDraftListed }) {
  const format = useFormat()
  const { edited } = draft
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5 text-sm first:pt-0 last:pb-0">
      <Link {...paths.approvalPolicyDraft(draft.id)} className="font-[550] hover:underline">
        {draft.name}
      </Link>
      <DraftStatusPill status={draft.status} />
      <span className="basis-full text-faint text-xs">
        {messages.steps(draft.steps)}, {words.editedBy(edited.by.name, format.ago(edited.at))}
      </span>
    </li>
  )
}
