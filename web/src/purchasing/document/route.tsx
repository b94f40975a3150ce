import type { ApprovalEnd, ApprovalRoute, ApprovalStep } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Card } from '@/ui/card'
import { Steps } from '@/ui/steps'
import { Timeline, type TimelineItem, type TimelineState } from '@/ui/timeline'
import { messages } from '../messages.en'

const words = messages.route
type Format = ReturnType<typeof useFormat>

/** The steps a document goes through: who, when and why. */
export function DocumentRoute({ route }: { route: ApprovalRoute | null | undefined }) {
  const format = useFormat()
  if (!route)
    return (
      <Card title={words.title}>
        <p className="text-muted text-sm">{words.none}</p>
      </Card>
    )
  const asked = route.steps.filter((step) => step.state !== 'skipped')
  const skipped = route.steps.filter((step) => step.state === 'skipped')
  const ended = route.ended
  const items = asked.map((step) => itemOf(step, ended, format))
  const isElsewhere = ended && !asked.some((step) => step.number === ended.step)
  return (
    <Card title={words.title} aside={words.policy(route.policy.name, route.policy.number)}>
      <Timeline
        label={words.title}
        items={isElsewhere ? [...items, endItem(ended, route.ended_at, format)] : items}
      />
      {skipped.length > 0 ? (
        <div className="mt-4 border-line border-t pt-3 text-faint text-xs">
          <h3 className="font-[530]">{words.notAsked}</h3>
          <ul className="mt-1 flex flex-col gap-0.5">
            {skipped.map((step) => (
              <li key={step.number}>{step.left_out_because ?? step.why}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </Card>
  )
}

/** How many of the asked steps are done, as bars. */
export function RouteProgress({ route }: { route: ApprovalRoute | null | undefined }) {
  const asked = route?.steps.filter((step) => step.state !== 'skipped') ?? []
  if (asked.length === 0) return null
  const done = asked.filter((step) => step.state === 'satisfied').length
  return <Steps done={done} needed={asked.length} label={words.progress} />
}

const states: Record<ApprovalStep['state'], TimelineState> = {
  satisfied: 'done',
  open: 'waiting',
  waiting: 'upcoming',
  ended: 'upcoming',
  skipped: 'upcoming',
}

function itemOf(step: ApprovalStep, ended: ApprovalEnd | null | undefined, format: Format) {
  const endedHere = ended && ended.step === step.number ? ended : null
  const last = step.approvals.at(-1)
  const notes = step.approvals.map((one) => one.note).filter(Boolean)
  const item: TimelineItem = {
    id: String(step.number),
    state: endedHere ? 'refused' : states[step.state],
    title: endedHere?.person_name ?? (last ? approvers(step, format) : candidates(step, format)),
    subtitle: step.name,
    when: endedHere
      ? words[endedHere.how]
      : last
        ? words.approved(format.instant(last.at))
        : words[step.state === 'open' || step.state === 'ended' ? step.state : 'waiting'],
    body: (
      <>
        {step.why}
        {step.approvals.some((one) => one.is_carried) ? ` (${words.carried})` : null}
      </>
    ),
    quote: endedHere?.note ?? (notes.length > 0 ? notes.join('\n') : null),
  }
  return item
}

function approvers(step: ApprovalStep, format: Format): string {
  return format.list(step.approvals.map((one) => one.person_name))
}

function candidates(step: ApprovalStep, format: Format): string {
  const given = new Set(step.approvals.map((one) => one.person_id))
  const left = step.candidates.filter((one) => !given.has(one.person))
  return whom(
    left.map((one) => one.name),
    step.needed,
    format,
  )
}

/** Whom a step asks, and how many of them it needs. */
export function whom(names: readonly string[], needed: number, format: Format): string {
  const list = format.list(names)
  if (names.length < 2) return list
  if (needed === names.length) return words.allOf(list)
  return needed > 1 ? words.some(needed, list) : words.anyOf(list)
}

function endItem(ended: ApprovalEnd, at: string | null | undefined, format: Format): TimelineItem {
  return {
    id: 'end',
    state: 'refused',
    title: ended.person_name ?? words[ended.how],
    subtitle: words[ended.how],
    when: at ? format.instant(at) : undefined,
    quote: ended.note,
  }
}
