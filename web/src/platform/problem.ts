import type { Problem } from '@/kernel/problem'
import { messages } from './messages.en'

/** A refusal that says how long to wait. */
export function withWait(problem: Problem): Problem {
  const { retry_after_s } = problem
  if (retry_after_s === undefined) return problem
  return { ...problem, detail: messages.signIn.wait(Math.ceil(retry_after_s / 60)), next: null }
}
