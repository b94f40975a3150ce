import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import { answer, api, done } from '@/api/client'
import type { RequisitionDocument } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { findAction } from '@/ui/action-button'
import { buttonClass } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { DocumentActivity } from '../document/activity'
import { Acts } from '../document/acts'
import { DocumentLines } from '../document/lines'
import { DocumentWay } from '../document/route-preview'
import { DocumentWatchers } from '../document/watchers'
import { messages as shared } from '../messages.en'
import { chiefActs, requisitionActs } from './acts'
import { RequisitionFacts } from './facts'
import { messages } from './messages.en'
import {
  requisitionCommentsQuery,
  requisitionKeys,
  requisitionQuery,
  routePreviewQuery,
} from './queries'
import type { SeenRequisition } from './seen'
import { RequisitionPill } from './status-pill'
import { LineTrace } from './trace'

const route = getRouteApi('/signed-in/requisitions/$id')
const orderable = ['approved', 'partially_ordered', 'ordered', 'short_closed']

export default function RequisitionDetail(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery(requisitionQuery(id))
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {(seen) => <RequisitionPage seen={seen} />}
    </Answered>
  )
}

function RequisitionPage({ seen }: { seen: SeenRequisition }) {
  const { requisition } = seen
  return (
    <Page>
      <Header seen={seen} />
      {requisition.lifecycle === 'cancelled' ? (
        <div className="mb-4">
          <Notice tone="info" title={messages.cancelledBecause}>
            {requisition.cancelled_because}
          </Notice>
        </div>
      ) : null}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(320px,372px)] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0 lg:col-start-2">
          <RequisitionFacts requisition={requisition} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <DocumentLines
            lines={requisition.lines}
            totals={requisition.totals}
            adjustments={requisition.adjustments}
            isOrdering={orderable.includes(requisition.lifecycle)}
            traceOf={(line) => <LineTrace orders={requisition.orders} line={line} />}
          />
          <Way requisition={requisition} />
        </div>
        <div className="min-w-0 lg:col-start-2">
          <Activity requisition={requisition} />
        </div>
      </div>
    </Page>
  )
}

function Header({ seen }: { seen: SeenRequisition }) {
  const { requisition } = seen
  const edit = findAction(requisition.actions, 'requisition.update')
  return (
    <PageHeader
      trail={
        <Trail label={shared.trail} here={requisition.number ?? shared.noNumber}>
          <Link {...paths.requisitions()}>{messages.title}</Link>
        </Trail>
      }
      title={requisition.title}
      status={<RequisitionPill lifecycle={requisition.lifecycle} />}
      summary={useSummary(requisition)}
      areActionsSticky
      actions={
        <>
          {edit && !edit.closed_because ? (
            <Link {...paths.editRequisition(requisition.id)} className={buttonClass()}>
              <Pencil className="size-4" aria-hidden="true" />
              {messages.act.update}
            </Link>
          ) : null}
          <Acts
            subject={seen}
            actions={requisition.actions}
            chief={chiefActs(requisition)}
            acts={requisitionActs}
          />
        </>
      }
    />
  )
}

function useSummary(requisition: RequisitionDocument): string {
  const format = useFormat()
  const whom = requisition.on_behalf_of?.name ?? requisition.requester.name
  const start = messages.summary(whom, requisition.department.name)
  return requisition.need_by ? start + messages.needed(format.date(requisition.need_by)) : start
}

function Way({ requisition }: { requisition: RequisitionDocument }) {
  const { id, revision, route } = requisition
  const isDraft = requisition.lifecycle === 'draft'
  const preview = useQuery({ ...routePreviewQuery(id, revision), enabled: isDraft })
  return <DocumentWay isDraft={isDraft} preview={preview} route={route} />
}

function Activity({ requisition }: { requisition: RequisitionDocument }) {
  const comments = useQuery({
    ...requisitionCommentsQuery(requisition.id),
    enabled: useCan('comment.view'),
  })
  const path = { id: requisition.id }
  return (
    <DocumentActivity
      comments={comments.data?.items ?? []}
      timeline={requisition.timeline}
      momentWords={messages.moment}
      queryKey={requisitionKeys.all}
      onComment={(body) =>
        answer(api.POST('/v1/requisitions/{id}/comments', { params: { path }, body }))
      }
    >
      <DocumentWatchers
        watchers={requisition.watchers}
        queryKey={requisitionKeys.all}
        onAdd={(person_id) =>
          answer(
            api.POST('/v1/requisitions/{id}/watchers', {
              params: { path },
              body: { person_id },
            }),
          )
        }
        onRemove={(person_id) =>
          done(
            api.DELETE('/v1/requisitions/{id}/watchers/{person_id}', {
              params: { path: { ...path, person_id } },
            }),
          )
        }
      />
    </DocumentActivity>
  )
}
