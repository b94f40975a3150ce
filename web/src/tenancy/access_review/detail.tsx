import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ExportMenu } from '@/access/export-menu'
import { Answered } from '@/api/answered'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { Page, PageHeader, Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { words as shared } from '../people-words.en'
import { CancelReview } from './cancel'
import { ReviewLines } from './list-lines'
import { Decided } from './progress'
import { reviewQuery, type SeenReview } from './queries'
import { SignOffReview } from './sign-off'
import { ReviewPill } from './state-pill'
import { words } from './words.en'

const route = getRouteApi('/signed-in/people/reviews/$id')

/** One review: how far it is, its lines, and its end. */
export default function AccessReviewDetail(): ReactNode {
  const { id } = route.useParams()
  return (
    <Answered query={useQuery(reviewQuery(id))} waiting={<PageSkeleton />}>
      {(review) => <Review review={review} />}
    </Answered>
  )
}

function Review({ review }: { review: SeenReview }) {
  const format = useFormat()
  const isOpen = review.state === 'open'
  return (
    <Page>
      <PageHeader
        trail={
          <Trail label={shared.trail} here={review.name}>
            <Link {...paths.people()}>{shared.title}</Link>
            <Link {...paths.accessReviews()}>{words.title}</Link>
          </Trail>
        }
        title={review.name}
        status={<ReviewPill state={review.state} />}
        summary={words.startedBy(review.started_by_name, format.instant(review.started_at))}
        areActionsSticky
        actions={
          <>
            <ExportMenu
              permission="access_review.export"
              lists={[
                { what: review.name, path: '/v1/access-reviews/{id}/lines/export', id: review.id },
              ]}
              filters={{}}
            />
            {isOpen ? <CancelReview review={review} /> : null}
            {isOpen ? <SignOffReview review={review} /> : null}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Facts review={review} />
        <ReviewLines review={review} />
      </div>
    </Page>
  )
}

function Facts({ review }: { review: SeenReview }) {
  const format = useFormat()
  const { ended_at, ended_by_name, end_reason, digest, state } = review
  const facts = [
    { term: words.progress, value: <Decided review={review} /> },
    { term: words.dueOn, value: format.date(review.due_on) },
    ...(ended_at
      ? [
          {
            term: words.ended[state],
            value: words.endedBy(ended_by_name ?? '', format.instant(ended_at)),
          },
        ]
      : []),
    ...(end_reason ? [{ term: words.because, value: end_reason }] : []),
    ...(digest
      ? [
          {
            term: words.digest,
            value: <code className="text-xs [overflow-wrap:anywhere]">{digest}</code>,
          },
        ]
      : []),
  ]
  return (
    <Card title={words.facts} isTitleHidden>
      <DescriptionList facts={facts} isWide />
    </Card>
  )
}
