import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import { ReadOn } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { ApprovalPolicyListed } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Card } from '@/ui/card'
import { Page, PageHeader } from '@/ui/page'
import { CreateDraft } from '../draft/create'
import { Drafts } from '../draft/list'
import { messages } from '../messages.en'
import { policiesQuery, policyQuery } from '../queries'
import { PolicyInWords } from './in-words'
import { PolicyStatePill } from './state-pill'

/** What holds now, what is being written, and every version there ever was. */
export default function PolicyList(): ReactNode {
  const paged = usePaged(policiesQuery)
  const mayDraft = useCan('policy_draft.create')
  const maySeeDrafts = useCan('policy_draft.view')
  const held = paged.rows.find((row) => row.is_in_force)
  return (
    <Page>
      <PageHeader
        title={messages.title}
        summary={messages.summary}
        actions={mayDraft ? <CreateDraft /> : null}
      />
      <Answered query={paged.query}>
        {() => (
          <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_420px] lg:items-start">
            {held ? <InForce policy={held} /> : null}
            <div className="flex min-w-0 flex-col gap-4">
              {maySeeDrafts ? <Drafts /> : null}
              <Card title={messages.history}>
                <ul className="flex flex-col divide-y divide-line">
                  {paged.rows.map((row) => (
                    <Version key={row.id} policy={row} />
                  ))}
                </ul>
                <div className="mt-3 text-muted text-xs">
                  <ReadOn
                    paged={paged}
                    shown={messages.shown(paged.rows.length, paged.query.hasNextPage)}
                  />
                </div>
              </Card>
            </div>
          </div>
        )}
      </Answered>
    </Page>
  )
}

function InForce({ policy }: { policy: ApprovalPolicyListed }) {
  const format = useFormat()
  const query = useQuery(policyQuery(policy.id))
  return (
    <Card
      title={messages.inForce}
      aside={`${messages.version(policy.number, policy.name)}, ${messages.since(format.instant(policy.effective_from))}`}
    >
      <Answered query={query}>{({ in_words }) => <PolicyInWords steps={in_words} />}</Answered>
      <p className="mt-4 text-faint text-sm">{messages.underWay}</p>
    </Card>
  )
}

function Version({ policy }: { policy: ApprovalPolicyListed }) {
  const format = useFormat()
  const { withdrawn } = policy
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5 text-sm first:pt-0">
      <Link {...paths.approvalPolicy(policy.id)} className="font-[550] hover:underline">
        {messages.version(policy.number, policy.name)}
      </Link>
      <PolicyStatePill state={policy.state} />
      <span className="basis-full text-faint text-xs">
        {messages.steps(policy.steps)},{' '}
        {messages.scheduledFor(format.instant(policy.effective_from))},{' '}
        {withdrawn
          ? messages.withdrawnBy(withdrawn.by.name, withdrawn.reason)
          : messages.publishedBy(policy.published_by?.name, format.instant(policy.published_at))}
      </span>
    </li>
  )
}
