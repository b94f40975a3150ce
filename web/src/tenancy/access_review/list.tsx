import { Link } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { EmptyState } from '@/ui/empty-state'
import { Page, PageHeader } from '@/ui/page'
import type { Column } from '@/ui/table'
import { PeopleTabs } from '../people-tabs'
import { Decided } from './progress'
import { reviewsQuery, type SeenReview } from './queries'
import { ReviewNotice } from './remind'
import { StartReview } from './start'
import { ReviewPill } from './state-pill'
import { words } from './words.en'

/** The reviews of who holds what, and whether another is due. */
export default function AccessReviewList(): ReactNode {
  const paged = usePaged(reviewsQuery)
  const columns = useColumns()
  return (
    <Page>
      <PageHeader title={words.title} summary={words.summary} actions={<StartReview />} />
      <PeopleTabs />
      <ReviewNotice isHere />
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <ReviewCard review={row} />}
        shown={words.shown}
        nothing={
          <EmptyState icon={<ClipboardCheck />} title={words.none}>
            {words.noneDetail}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): readonly Column<SeenReview>[] {
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'name', header: words.columns.name, cell: (row) => <ReviewName review={row} /> },
      {
        id: 'state',
        header: words.columns.state,
        cell: (row) => <ReviewPill state={row.state} />,
        className: 'w-[140px]',
      },
      {
        id: 'progress',
        header: words.columns.progress,
        cell: (row) => <Decided review={row} />,
        className: 'w-[190px]',
      },
      {
        id: 'due',
        header: words.columns.due,
        cell: (row) => format.date(row.due_on),
        className: 'w-[130px]',
      },
      {
        id: 'ended',
        header: words.columns.ended,
        cell: (row) =>
          row.ended_at ? words.endedBy(row.ended_by_name ?? '', format.day(row.ended_at)) : '',
        className: 'w-[230px] max-lg:hidden',
      },
    ],
    [format],
  )
}

function ReviewName({ review }: { review: SeenReview }) {
  const format = useFormat()
  return (
    <span className="block min-w-0 leading-snug">
      <Link
        {...paths.accessReview(review.id)}
        className="block truncate font-[550] hover:underline"
      >
        {review.name}
      </Link>
      <span className="block truncate text-faint text-xs">
        {words.startedBy(review.started_by_name, format.ago(review.started_at))}
      </span>
    </span>
  )
}

function ReviewCard({ review }: { review: SeenReview }) {
  return (
    <div className="flex flex-col gap-2.5 px-4 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <ReviewName review={review} />
        </div>
        <ReviewPill state={review.state} />
      </div>
      <Decided review={review} />
    </div>
  )
}
