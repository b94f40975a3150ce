import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan } from '@/access/can'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { buttonClass } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { reminderQuery } from './queries'
import { words } from './words.en'

/** Says to whoever may start one that a review is due. */
export function ReviewNotice({ isHere = false }: { isHere?: boolean }) {
  const [canSee, canStart] = [useCan('access_review.view'), useCan('access_review.start')]
  const { data } = useQuery({ ...reminderQuery, enabled: canSee && canStart })
  const format = useFormat()
  if (!data?.is_due) return null
  return (
    <div className="mb-3">
      <Notice
        tone="warn"
        title={words.due.title}
        actions={
          isHere ? null : (
            <Link {...paths.accessReviews()} className={buttonClass('plain', 'sm')}>
              {words.due.look}
            </Link>
          )
        }
      >
        {data.last_signed_off_at
          ? words.due.since(format.ago(data.last_signed_off_at))
          : words.due.first}
      </Notice>
    </div>
  )
}
