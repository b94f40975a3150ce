import type { UseQueryResult } from '@tanstack/react-query'
import type { ApprovalRoute, Simulation } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { Card } from '@/ui/card'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { Skeleton } from '@/ui/skeleton'
import { messages as shared } from '../messages.en'
import { DocumentRoute, whom } from './route'

const words = shared.route

type WayProps = {
  isDraft: boolean
  preview: UseQueryResult<Simulation>
  route: ApprovalRoute | null | undefined
}

/** Where a draft will go, or where what was submitted stands. */
export function DocumentWay({ isDraft, preview, route }: WayProps) {
  if (!isDraft) return <DocumentRoute route={route} />
  return (
    <>
      <Card title={words.preview}>
        <RoutePreview query={preview} />
      </Card>
      {route ? <DocumentRoute route={route} /> : null}
    </>
  )
}

/** This will go to these, and why; or what stands in its way. */
export function RoutePreview({ query }: { query: UseQueryResult<Simulation> }) {
  if (query.error)
    return <ProblemNotice problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton className="h-16" />
  return query.data.finishes ? (
    <Way simulation={query.data} />
  ) : (
    <DeadEnds simulation={query.data} />
  )
}

function Way({ simulation }: { simulation: Simulation }) {
  const format = useFormat()
  const steps = simulation.steps.filter((step) => step.applies)
  return (
    <ol aria-label={words.preview} className="flex flex-col gap-2 text-sm">
      {steps.map((step, place) => (
        <li key={step.number} className="flex gap-2.5">
          <span
            aria-hidden="true"
            className="num grid size-5 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs"
          >
            {place + 1}
          </span>
          <span>
            <span className="font-[550]">
              {whom(
                step.candidates.map((one) => one.name),
                step.needed,
                format,
              ) || step.name}
            </span>
            <span className="block text-faint text-xs">{step.why}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}

function DeadEnds({ simulation }: { simulation: Simulation }) {
  return (
    <Notice tone="warn" title={words.deadEnd}>
      {simulation.dead_ends.map((end) => (
        <p key={`${end.rule} ${end.what}`}>
          {end.what} {end.mend}
        </p>
      ))}
    </Notice>
  )
}
