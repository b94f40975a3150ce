import { Link } from '@tanstack/react-router'
import type { WaitingApproval as Approval } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { messages } from './messages.en'

/** The page of a document that waits. */
function waitingPath({ kind, document_id }: Approval) {
  return kind === 'requisition' ? paths.requisition(document_id) : paths.order(document_id)
}

/** What it is, who asks, for how much and since when. */
export function WaitingSummary({ approval }: { approval: Approval }) {
  const format = useFormat()
  const { title, number, kind, requester, department, total, since } = approval
  return (
    <span className="flex min-w-0 flex-1 basis-80 items-center gap-3">
      <Avatar name={requester.name} />
      <span className="min-w-0 flex-1 leading-snug">
        <Link {...waitingPath(approval)} className="block truncate font-[550] hover:underline">
          {title}
        </Link>
        <span className="num block truncate text-faint text-xs">
          {[messages.kind[kind] ?? kind, number].filter(Boolean).join(' ')},{' '}
          {messages.asks(requester.name, department?.name)}
        </span>
      </span>
      <span className="text-right">
        <span className="num block font-[550]">{format.money(total)}</span>
        <time dateTime={since} className="num block text-faint text-xs">
          {format.ago(since)}
        </time>
      </span>
    </span>
  )
}
