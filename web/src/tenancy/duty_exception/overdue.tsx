import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan } from '@/access/can'
import { paths } from '@/app/paths'
import { Notice } from '@/ui/notice'
import { overdueQuery } from './queries'
import { words } from './words.en'

/** Says that somebody should have looked at an exception by now. */
export function Overdue() {
  const maySee = useCan('duty_exception.view')
  const { data } = useQuery({ ...overdueQuery, enabled: maySee })
  if (!data?.items.length) return null
  return (
    <div className="mb-3">
      <Notice tone="warn" title={words.overdueTitle}>
        {words.overdueDetail}{' '}
        <Link {...paths.dutyExceptions({ state: 'open' })} className="underline">
          {words.overdueShow}
        </Link>
      </Notice>
    </div>
  )
}
