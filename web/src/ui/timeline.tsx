import { Check, CircleDashed, Clock, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type TimelineState = 'done' | 'waiting' | 'upcoming' | 'refused'

export type TimelineItem = {
  id: string
  state: TimelineState
  title: ReactNode
  subtitle?: ReactNode
  /** When it happened, or the word for its state. */
  when?: ReactNode
  body?: ReactNode
  /** What somebody said about it. */
  quote?: string | null | undefined
  actions?: ReactNode
}

const icons = { done: Check, waiting: Clock, upcoming: CircleDashed, refused: X }
const rings: Record<TimelineState, string> = {
  done: 'bg-good-soft text-good',
  waiting: 'bg-warn-soft text-warn ring-3 ring-warn-soft',
  upcoming: 'bg-sunken text-faint ring-1 ring-line',
  refused: 'bg-bad-soft text-bad',
}

/** Steps in their order: who, when and why. */
export function Timeline({ label, items }: { label: string; items: readonly TimelineItem[] }) {
  return (
    <ol aria-label={label}>
      {items.map((item) => (
        <Step key={item.id} item={item} />
      ))}
    </ol>
  )
}

function Step({ item }: { item: TimelineItem }) {
  const Icon = icons[item.state]
  return (
    <li className="group relative flex gap-3.5 pb-5 last:pb-0">
      <span
        aria-hidden="true"
        className={classNames(
          'absolute top-7 bottom-0 left-[13px] w-0.5 group-last:hidden',
          item.state === 'done' ? 'bg-good-dot/50' : 'bg-line',
        )}
      />
      <span
        aria-hidden="true"
        className={classNames(
          'relative grid size-7 shrink-0 place-items-center rounded-full',
          rings[item.state],
        )}
      >
        <Icon className="size-3.5" strokeWidth={2.4} />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-[550]">{item.title}</span>
          {item.subtitle ? <span className="text-faint text-sm">{item.subtitle}</span> : null}
          {item.when ? (
            <span className="num text-muted text-xs max-sm:basis-full sm:ml-auto">{item.when}</span>
          ) : null}
        </div>
        {item.body ? <div className="text-muted text-sm">{item.body}</div> : null}
        {item.quote ? (
          <blockquote className="mt-2 whitespace-pre-line rounded-md bg-sunken px-3 py-2 text-sm">
            {item.quote}
          </blockquote>
        ) : null}
        {item.actions ? <div className="mt-2 flex flex-wrap gap-2">{item.actions}</div> : null}
      </div>
    </li>
  )
}
