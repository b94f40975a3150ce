import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { conventionFor } from './convention'
import { ExportProblems } from './export-problems'
import { fieldOf, foundText, type ProblemKind, problemKinds } from './mapping'
import { messages } from './messages.en'
import type { Import } from './queries'

const words = messages.problems
const shownFirst = 5
/** What no other mapping would change: the thing itself is there already. */
const unmendable: readonly string[] = ['exists_already', 'taken']

type ProblemsProps = {
  subject: Import
  onShow: (problem: ProblemKind) => void
  onMend: (field: string) => void
}

/** What stands in the way, the most frequent first: each leads to its rows, and to the field that can mend it. */
export function Problems({ subject, onShow, onMend }: ProblemsProps) {
  const [isOpen, setIsOpen] = useState(false)
  const problems = problemKinds(subject.problems)
  const shown = isOpen ? problems : problems.slice(0, shownFirst)
  return (
    <Card title={words.title} isFlush>
      <ul>
        {shown.map((problem) => (
          <li key={problem.key} className="flex items-center gap-1 border-line border-t pr-3">
            <button
              type="button"
              onClick={() => onShow(problem)}
              className="flex min-h-11 min-w-0 flex-1 items-center gap-3 py-2 pl-5 text-left text-sm hover:bg-hover/60 focus-visible:outline-offset-[-2px] max-sm:pl-4"
            >
              <span aria-hidden="true" className="size-1.5 shrink-0 rounded-full bg-bad-dot" />
              <span className="flex min-w-0 flex-1 gap-x-3 max-sm:flex-col sm:items-center">
                <span className="min-w-0 flex-1">
                  <ProblemText subject={subject} problem={problem} />
                </span>
                <span className="num shrink-0 text-muted text-xs">
                  {messages.rows(problem.rows)}
                </span>
              </span>
              <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden="true" />
            </button>
            <Mend subject={subject} problem={problem} onMend={onMend} />
          </li>
        ))}
      </ul>
      {problems.length > shownFirst ? (
        <div className="border-line border-t bg-sunken px-5 py-2 max-sm:px-4">
          <Button look="ghost" size="sm" className="-ml-2.5" onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? words.fewer : words.more(problems.length - shownFirst)}
          </Button>
        </div>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t px-5 py-3 max-sm:px-4">
        <p className="min-w-48 flex-1 text-faint text-xs">{messages.correction.hint}</p>
        <ExportProblems subject={subject} />
      </div>
    </Card>
  )
}

type ProblemOf = { subject: Import; problem: ProblemKind }

export function ProblemText({ subject, problem }: ProblemOf) {
  const field = fieldOf(subject, problem)
  return (
    <>
      {field ? <span className="font-[550]">{field.label}: </span> : null}
      <span className="[overflow-wrap:anywhere]">{foundText(problem.text)}</span>
      {problem.others > 0 ? (
        <span className="text-muted"> {words.others(problem.others)}</span>
      ) : null}
    </>
  )
}

type MendProps = ProblemOf & { onMend: (field: string) => void }

/** The way to the field that can mend it: what can be read in two ways is settled by saying how it is written. */
function Mend({ subject, problem, onMend }: MendProps) {
  const settles = conventionFor(problem.code)
  const field = fieldOf(subject, settles ? { field: settles } : problem)
  if (!field || unmendable.includes(problem.code)) return null
  return (
    <Button
      look="ghost"
      size="sm"
      aria-label={words.mendField(field.label)}
      onClick={() => onMend(field.field)}
    >
      {words.mend}
    </Button>
  )
}
