import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Answered } from '@/api/answered'
import { answer, api } from '@/api/client'
import type { ApprovalPolicyReference } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { findAction } from '@/ui/action-button'
import { Button, buttonClass } from '@/ui/button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { PolicyDifference } from '../policy/changes'
import { DeadEnds } from '../policy/dead-ends'
import { PolicyInWords } from '../policy/in-words'
import { SimulatePolicy } from '../policy/simulate'
import { draftChangesQuery, draftQuery, policyKeys } from '../queries'
import { type DraftActProps, DraftActs } from './acts'
import { DraftStatusPill } from './status-pill'

const route = getRouteApi('/signed-in/approval-policies/drafts/$id')
const words = messages.draft

/** A draft as whoever is to publish it reads it: what it changes first, then the whole. */
export default function DraftDetail(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery(draftQuery(id))
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {(seen) => (
        <Page>
          <Header {...seen} />
          <Body {...seen} />
        </Page>
      )}
    </Answered>
  )
}

function Header({ draft, etag }: DraftActProps) {
  const edit = findAction(draft.actions, 'policy_draft.update')
  return (
    <PageHeader
      title={draft.name}
      status={<DraftStatusPill status={draft.status} />}
      summary={words.follows(draft.based_on.number, draft.based_on.name)}
      trail={
        <Trail label={messages.trail} here={draft.name}>
          <Link {...paths.approvalPolicies()}>{messages.title}</Link>
        </Trail>
      }
      areActionsSticky
      actions={
        <>
          {edit && !edit.closed_because ? (
            <Link {...paths.editApprovalPolicyDraft(draft.id)} className={buttonClass()}>
              <Pencil className="size-4" aria-hidden="true" />
              {words.edit}
            </Link>
          ) : null}
          <DraftActs draft={draft} etag={etag} />
        </>
      }
    />
  )
}

function Body(seen: DraftActProps) {
  const { draft } = seen
  const [since, setSince] = useState<string>()
  const changes = useQuery(draftChangesQuery(draft.id, since))
  const isOutdated = draft.newest && (draft.status === 'open' || draft.status === 'proposed')
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_400px] lg:items-start">
      <div className="flex min-w-0 flex-col gap-4">
        {draft.returned ? (
          <Notice tone="warn" title={words.returned(draft.returned.by.name)}>
            {draft.returned.because}
          </Notice>
        ) : null}
        {isOutdated && draft.newest ? (
          <Outdated {...seen} newest={draft.newest} onCompare={setSince} />
        ) : null}
        <Card title={messages.changes.title}>
          <PolicyDifference query={changes} />
        </Card>
        <Card title={words.wording}>
          <PolicyInWords steps={draft.in_words} />
        </Card>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Facts {...seen} />
        <SimulatePolicy of={{ draft_id: draft.id }} />
        <DeadEnds key={draft.revision} of={{ draft_id: draft.id }} />
      </div>
    </div>
  )
}

function Facts({ draft }: DraftActProps) {
  const format = useFormat()
  const { proposed, edited } = draft
  return (
    <Card title={words.authors}>
      <DescriptionList
        facts={[
          { term: words.authors, value: format.list(draft.authors.map(({ name }) => name)) },
          {
            term: messages.history,
            value: messages.drafts.editedBy(edited.by.name, format.instant(edited.at)),
          },
          {
            term: messages.drafts.status.proposed,
            value: proposed ? words.proposed(proposed.by.name, format.instant(proposed.at)) : null,
          },
          { term: words.why, value: draft.note },
        ]}
      />
      <p className="mt-3 text-faint text-sm">{words.authorsDetail}</p>
    </Card>
  )
}

type OutdatedProps = DraftActProps & {
  newest: ApprovalPolicyReference
  onCompare: (id: string) => void
}

/** Another version was published since: it is looked at before the draft follows it. */
function Outdated({ draft, etag, newest, onCompare }: OutdatedProps) {
  const cache = useQueryClient()
  const toast = useToast()
  const mayEdit = !findAction(draft.actions, 'policy_draft.update')?.closed_because
  const following = useMutation({
    mutationFn: () =>
      answer(
        api.PATCH('/v1/approval-policy-drafts/{id}', {
          params: { path: { id: draft.id }, header: { 'If-Match': etag } },
          body: { based_on_id: newest.id },
        }),
      ),
    onSuccess: () => toast.done({ title: words.followed }),
    onError: (thrown) => toast.failed({ title: toProblem(thrown).title }),
    onSettled: () => cache.invalidateQueries({ queryKey: policyKeys.all }),
  })
  return (
    <Notice
      tone="warn"
      title={words.outdated(newest.number, newest.name)}
      actions={
        <>
          <Button size="sm" onClick={() => onCompare(newest.id)}>
            {words.compareNewest}
          </Button>
          {mayEdit ? (
            <Button size="sm" isBusy={following.isPending} onClick={() => following.mutate()}>
              {words.follow}
            </Button>
          ) : null}
        </>
      }
    >
      {words.outdatedDetail}
    </Notice>
  )
}
