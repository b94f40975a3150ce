import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { toProblem } from '@/kernel/problem'
import { DeniedState, ErrorState } from '@/ui/error-state'
import { Page } from '@/ui/page'
import { NotFound } from './not-found'

/** Stands at every route, so that a failing screen never blanks the page around it. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const queries = useQueryErrorResetBoundary()
  const problem = toProblem(error)
  if (problem.status === 404) return <NotFound />
  return (
    <Page isNarrow>
      {problem.status === 403 ? (
        <DeniedState problem={problem} />
      ) : (
        <ErrorState
          problem={problem}
          onRetry={() => {
            queries.reset()
            reset()
            void router.invalidate()
          }}
        />
      )}
    </Page>
  )
}
