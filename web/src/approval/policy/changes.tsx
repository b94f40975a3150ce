import type { UseQueryResult } from '@tanstack/react-query'
import { Minus, MoveVertical, Pencil, Plus } from 'lucide-react'
import { Answered } from '@/api/answered'
import type {
  ApprovalPolicyChanges,
  ApprovalPolicyComparison,
  ApprovalPolicyPartChange,
  ApprovalPolicyStepChange,
} from '@/api/schema.gen'
import { Pill } from '@/ui/pill'
import { Skeleton } from '@/ui/skeleton'
import { messages } from '../messages.en'

const words = messages.changes
const tones = {
  added: 'good',
  removed: 'bad',
  changed: 'warn',
  moved: 'info',
  unchanged: 'calm',
} as const
const icons = { added: Plus, removed: Minus, changed: Pencil, moved: MoveVertical, unchanged: null }

/** What differs between two policies, as sentences: what was added, removed, changed. */
export function PolicyDifference({ query }: { query: UseQueryResult<ApprovalPolicyComparison> }) {
  return (
    <Answered query={query} waiting={<Skeleton className="h-24" />}>
      {({ since, changes }) => (
        <>
          <p className="mb-3 text-sm">
            <span className="font-[550]">{changes.summary}</span>{' '}
            <span className="text-muted">
              {since ? words.comparedWith(since.number, since.name) : words.first}
            </span>
          </p>
          <Changes changes={changes} />
        </>
      )}
    </Answered>
  )
}

function Changes({ changes }: { changes: ApprovalPolicyChanges }) {
  const told = changes.steps.filter((step) => step.kind !== 'unchanged')
  const same = changes.steps.length - told.length
  return (
    <>
      {changes.currency ? (
        <BeforeAndAfter
          term={words.currency}
          before={changes.currency.before}
          after={changes.currency.after}
        />
      ) : null}
      <ul className="flex flex-col gap-2.5">
        {told.map((step) => (
          <Change key={`${step.number_before} ${step.number_after}`} step={step} />
        ))}
      </ul>
      {same > 0 ? <p className="mt-3 text-faint text-sm">{words.unchanged(same)}</p> : null}
    </>
  )
}

function Change({ step }: { step: ApprovalPolicyStepChange }) {
  const Icon = icons[step.kind]
  return (
    <li className="rounded-lg px-3.5 py-3 ring-1 ring-line">
      <div className="flex flex-wrap items-center gap-2">
        {Icon ? <Icon className="size-4 text-faint" aria-hidden="true" /> : null}
        <span className="font-[550]">{step.name}</span>
        <Pill tone={tones[step.kind]}>{words.kind[step.kind]}</Pill>
      </div>
      {step.parts.length === 0 ? (
        <p className="mt-1.5 text-sm">
          {step.kind === 'removed' ? <del>{step.sentence}</del> : step.sentence}
        </p>
      ) : (
        <div className="mt-2 flex flex-col gap-2">
          {step.parts.map((part) => (
            <Part key={part.part} part={part} />
          ))}
        </div>
      )}
    </li>
  )
}

function Part({ part }: { part: ApprovalPolicyPartChange }) {
  return <BeforeAndAfter term={words.part[part.part]} before={part.before} after={part.after} />
}

type BeforeAndAfterProps = { term: string; before: string; after: string }

function BeforeAndAfter({ term, before, after }: BeforeAndAfterProps) {
  return (
    <dl className="grid grid-cols-[minmax(96px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      <dt className="col-span-2 font-[530]">{term}</dt>
      <dt className="text-faint">{words.before}</dt>
      <dd>
        <del className="text-muted">{before}</del>
      </dd>
      <dt className="text-faint">{words.after}</dt>
      <dd>
        <ins className="no-underline">{after}</ins>
      </dd>
    </dl>
  )
}
