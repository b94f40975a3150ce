import { QueryClient } from '@tanstack/react-query'
import { ProblemError } from '@/kernel/problem'

/** A refusal is an answer and is not asked for again; only silence and the server's own failures are. */
export function isWorthRetrying(failures: number, thrown: unknown): boolean {
  const isRefusal = thrown instanceof ProblemError && thrown.problem.status < 500
  return !isRefusal && failures < 2
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: isWorthRetrying },
      mutations: { retry: false },
    },
  })
}
