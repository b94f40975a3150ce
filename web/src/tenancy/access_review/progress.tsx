import { Meter } from '@/ui/meter'
import type { SeenReview } from './queries'
import { words } from './words.en'

/** How many lines need no decision any more. */
export function Decided({ review }: { review: SeenReview }) {
  const { lines, open } = review.progress
  return (
    <span className="flex items-center gap-2.5">
      <span className="min-w-16 flex-1">
        <Meter
          label={words.progressOf(lines - open, lines)}
          percent={lines === 0 ? 0 : ((lines - open) / lines) * 100}
          {...(open === 0 ? { tone: 'good' } : {})}
        />
      </span>
      <span className="num text-muted text-xs">{words.decided(lines - open, lines)}</span>
    </span>
  )
}
