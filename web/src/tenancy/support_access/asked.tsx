import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { buttonClass } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { waitingSupportQuery } from './queries'
import { words } from './words.en'

/** Puts a request of support before those who decide; nothing where none waits. */
export default function SupportAsked() {
  const format = useFormat()
  const { data: waiting } = useQuery(waitingSupportQuery)
  if (!waiting) return null
  return (
    <Notice
      tone="info"
      title={words.notice(waiting.operator_name)}
      actions={
        <Link {...paths.supportAccesses()} className={buttonClass('plain', 'sm')}>
          {words.look}
        </Link>
      }
    >
      {words.noticeDetail(format.instant(waiting.expires_at))}
    </Notice>
  )
}
