import { type Problem, ProblemError } from '@/kernel/problem'

/** Asks whoever is signed in to say once more who they are; tells whether they did. */
type Ask = () => Promise<boolean>

/** A question that a screen asks on behalf of calls: once, however many need it. Unanswered, they fail with this problem. */
export function askedOnce(unanswered: Problem) {
  let ask: Ask | null = null
  let asking: Promise<boolean> | null = null
  return {
    /** Calls back when it must be asked. */
    on: (listener: Ask): (() => void) => {
      ask = listener
      return () => {
        if (ask === listener) ask = null
      }
    },
    answered: async (): Promise<void> => {
      asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
        asking = null
      })
      if (!(await asking)) throw new ProblemError(unanswered)
    },
  }
}
