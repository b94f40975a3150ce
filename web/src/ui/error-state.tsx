import { RotateCcw, ShieldX, TriangleAlert } from 'lucide-react'
import { Button } from './button'
import { EmptyState } from './empty-state'
import { Notice } from './notice'
import { type ProblemShape, whoCouldWords } from './problem-shape'
import { words } from './words'

type ErrorStateProps = { problem: ProblemShape; onRetry?: (() => void) | undefined }

/** A whole screen, or a whole part of one, that could not be shown. */
export function ErrorState({ problem, onRetry }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert />}
        title={problem.title}
        actions={
          onRetry ? (
            <Button onClick={onRetry} icon={<RotateCcw className="size-4" aria-hidden="true" />}>
              {words.tryAgain}
            </Button>
          ) : null
        }
      >
        <ProblemWords problem={problem} />
      </EmptyState>
    </div>
  )
}

/** A screen that this person may not see, and who could. */
export function DeniedState({ problem }: { problem: ProblemShape }) {
  return (
    <EmptyState icon={<ShieldX />} title={problem.title}>
      <ProblemWords problem={problem} />
    </EmptyState>
  )
}

/** What went wrong with one act, above the form or beside the button that tried it. */
export function ProblemNotice({ problem, onRetry }: ErrorStateProps) {
  return (
    <Notice
      tone="bad"
      title={problem.title}
      actions={
        onRetry ? (
          <Button size="sm" onClick={onRetry}>
            {words.tryAgain}
          </Button>
        ) : null
      }
    >
      <ProblemWords problem={problem} />
    </Notice>
  )
}

function ProblemWords({ problem }: { problem: ProblemShape }) {
  const who = whoCouldWords(problem.who_could)
  return (
    <>
      {problem.detail ? <p>{problem.detail}</p> : null}
      {who ? (
        <p>
          {words.whoCould}: {who}
        </p>
      ) : null}
      {problem.next ? <p>{problem.next}</p> : null}
      {problem.request_id ? (
        <p className="mt-1.5 text-xs opacity-85">
          {words.reference}{' '}
          <code className="select-all font-mono text-2xs">{problem.request_id}</code>
        </p>
      ) : null}
    </>
  )
}
