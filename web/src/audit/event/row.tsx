import { Link } from '@tanstack/react-router'
import type { AuditEventView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { classNames } from '@/ui/class-names'
import { messages, titleOf } from '../messages.en'
import { targetOf } from './target'

type EventRowProps = { event: AuditEventView; isOpen: boolean }

/** One event of the list: what, who, to which thing and when. */
export function EventRow({ event, isOpen }: EventRowProps) {
  const format = useFormat()
  const who = event.person_name ?? messages.system
  return (
    <Link
      to={paths.audit().to}
      search={(old) => ({ ...old, event: event.id })}
      aria-current={isOpen ? 'true' : undefined}
      resetScroll={false}
      className={classNames(
        'relative flex gap-3 px-4 py-3 focus-visible:outline-offset-[-2px]',
        isOpen
          ? 'bg-accent-soft before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent'
          : 'hover:bg-hover',
      )}
    >
      <Avatar name={who} />
      <span className="min-w-0 flex-1 leading-snug">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-[550]">{titleOf(event.action)}</span>
          <time
            dateTime={event.occurred_at}
            title={format.instantExact(event.occurred_at)}
            className="shrink-0 text-muted text-xs"
          >
            {format.ago(event.occurred_at)}
          </time>
        </span>
        <span className="block truncate text-muted text-sm">
          {who}, {targetOf(event)}
        </span>
        <code className="block truncate font-mono text-2xs text-muted">{event.action}</code>
      </span>
    </Link>
  )
}
