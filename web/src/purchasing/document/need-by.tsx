import { isPast } from '@/kernel/dates'
import { useFormat } from '@/kernel/format'
import { messages } from '../messages.en'

/** The day something is needed; one that has passed while it is still expected is said in words too. */
export function NeedBy({ date, isOpen }: { date: string | null | undefined; isOpen: boolean }) {
  const format = useFormat()
  if (!date) return null
  const isLate = isOpen && isPast(date, format.today())
  return (
    <time dateTime={date} className={isLate ? 'num text-bad' : 'num text-muted'}>
      {format.date(date)}
      {isLate ? <span className="sr-only"> ({messages.overdue})</span> : null}
    </time>
  )
}
