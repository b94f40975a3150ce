import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Answered } from '@/api/answered'
import { usePaged } from '@/api/paging'
import type { ApprovalPolicy } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Card } from '@/ui/card'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { Select } from '@/ui/select'
import { PageSkeleton } from '@/ui/skeleton'
import { messages } from '../messages.en'
import { policiesQuery, policyChangesQuery, policyQuery } from '../queries'
import { PolicyDifference } from './changes'
import { DeadEnds } from './dead-ends'
import { PolicyInWords } from './in-words'
import { SimulatePolicy } from './simulate'
import { PolicyStatePill } from './state-pill'
import { WithdrawPolicy } from './withdraw'

const route = getRouteApi('/signed-in/approval-policies/$id')

/** One version: what it says, what it changed, and who put it in force. */
export default function PolicyDetail(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery(policyQuery(id))
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {(policy) => (
        <Page>
          <Header policy={policy} />
          {policy.withdrawn ? (
            <div className="mb-4">
              <Notice tone="warn">
                {messages.withdrawnBy(policy.withdrawn.by.name, policy.withdrawn.reason)}
              </Notice>
            </div>
          ) : null}
          <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
            <Card title={messages.draft.wording}>
              <PolicyInWords steps={policy.in_words} />
            </Card>
            <div className="flex min-w-0 flex-col gap-4">
              <Differences policy={policy} />
              <SimulatePolicy of={{ policy_id: policy.id }} />
              <DeadEnds of={{ policy_id: policy.id }} />
            </div>
          </div>
        </Page>
      )}
    </Answered>
  )
}

function Header({ policy }: { policy: ApprovalPolicy }) {
  const format = useFormat()
  const name = messages.version(policy.number, policy.name)
  return (
    <PageHeader
      title={name}
      status={<PolicyStatePill state={policy.state} />}
      trail={
        <Trail label={messages.trail} here={name}>
          <Link {...paths.approvalPolicies()}>{messages.title}</Link>
        </Trail>
      }
      summary={[
        messages.scheduledFor(format.instant(policy.effective_from)),
        messages.publishedBy(policy.published_by?.name, format.instant(policy.published_at)),
      ].join(', ')}
      actions={<WithdrawPolicy policy={policy} />}
    />
  )
}

function Differences({ policy }: { policy: ApprovalPolicy }) {
  const [since, setSince] = useState('')
  const { rows } = usePaged(policiesQuery)
  const query = useQuery(policyChangesQuery(policy.id, since || undefined))
  const others = rows.filter((row) => row.id !== policy.id)
  return (
    <Card title={messages.changes.title}>
      {others.length > 0 ? (
        <Select
          label={messages.changes.against}
          className="mb-3.5"
          placeholder=""
          options={others.map((row) => ({
            value: row.id,
            label: messages.version(row.number, row.name),
          }))}
          value={since}
          onChange={(event) => setSince(event.target.value)}
        />
      ) : null}
      <PolicyDifference query={query} />
    </Card>
  )
}
