import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { toProblem } from '@/kernel/problem'
import { EmptyState } from '@/ui/empty-state'
import { DeniedState, ErrorState } from '@/ui/error-state'
import { TableSkeleton } from '@/ui/skeleton'

type Query<Data> = {
  data: Data | undefined
  error: unknown
  refetch: () => unknown
}

type AnsweredProps<Data> = {
  query: Query<Data>
  /** What stands there while the answer is on its way. */
  waiting?: ReactNode
  children: (data: Data) => ReactNode
}

/**
 * What a query has brought, or why not: on its way, not there, denied, or failed with a way to try again.
 */
export function Answered<Data>({ query, waiting, children }: AnsweredProps<Data>): ReactNode {
  if (query.data !== undefined) return children(query.data)
  if (!query.error) return waiting ?? <TableSkeleton />
  const problem = toProblem(query.error)
  if (problem.status === 404)
    return (
      <div className="px-4 py-6">
        <EmptyState icon={<SearchX />} title={problem.title}>
          {problem.detail}
        </EmptyState>
      </div>
    )
  if (problem.status === 403) return <DeniedState problem={problem} />
  return <ErrorState problem={problem} onRetry={() => void query.refetch()} />
}
