import type { Moment, SupplierDocument } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Card } from '@/ui/card'
import { Timeline, type TimelineItem } from '@/ui/timeline'
import { messages } from '../messages.en'

type Format = ReturnType<typeof useFormat>

/** Who did what to it, newest last. */
export function SupplierHistory({ supplier }: { supplier: SupplierDocument }) {
  const format = useFormat()
  const happened = supplier.timeline.map((moment, place) => itemOf(moment, place, format))
  const next: TimelineItem[] =
    supplier.status === 'proposed'
      ? [{ id: 'next', state: 'waiting', title: messages.proposedNotice }]
      : []
  return (
    <Card title={messages.history}>
      <Timeline label={messages.history} items={[...happened, ...next]} />
    </Card>
  )
}

function itemOf(moment: Moment, place: number, format: Format): TimelineItem {
  const fields = listOf(moment.detail, 'fields')
  const isAgain =
    textOf(moment.detail, 'was') === 'active' && textOf(moment.detail, 'status') === 'proposed'
  return {
    id: `${moment.at} ${place}`,
    state: moment.action === 'supplier.blocked' ? 'refused' : 'done',
    title: messages.moment[moment.action] ?? moment.action,
    subtitle: moment.person_name ?? messages.system,
    when: <time dateTime={moment.at}>{format.instant(moment.at)}</time>,
    body:
      fields.length > 0 ? (
        <>
          {messages.changedFields(fields, format.list)}
          {isAgain ? <span className="block">{messages.needsSecondAgain}</span> : null}
        </>
      ) : null,
    quote: textOf(moment.detail, 'reason'),
  }
}

function textOf(detail: unknown, key: string): string | null {
  const value = memberOf(detail, key)
  return typeof value === 'string' ? value : null
}

function listOf(detail: unknown, key: string): readonly string[] {
  const value = memberOf(detail, key)
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function memberOf(detail: unknown, key: string): unknown {
  return typeof detail === 'object' && detail !== null ? Reflect.get(detail, key) : undefined
}
