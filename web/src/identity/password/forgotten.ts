import * as v from 'valibot'
import type { Problem } from '@/kernel/problem'
import { account } from '../account'
import { messages } from '../messages.en'

/** Whose password is forgotten. */
export const forgotten = v.object(account)
export type Forgotten = v.InferOutput<typeof forgotten>

/** Who asked too often is told how long to wait, where the API names a header that nobody sees. */
export function toldToWait(problem: Problem): Problem {
  const { retry_after_s } = problem
  if (retry_after_s === undefined) return problem
  return { ...problem, next: messages.askReset.wait(Math.ceil(retry_after_s / 60)) }
}
