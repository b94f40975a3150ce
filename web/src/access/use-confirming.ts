import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type Asked, type Attempt, toConfirm } from '@/api/confirming'
import { type Problem, readProblem, toProblem } from '@/kernel/problem'

/** What there is to show, for the server to judge: a code, what a passkey signed, or the wish to be asked otherwise. */
type Show = () => Promise<string | null>

/** What whoever asked is given: the answer to what was confirmed, or null. */
type OnEnd = (answer: Response | null) => void

/** Sends it with what is shown; whatever is no word about that itself is for whoever asked. */
export function useConfirming(first: Asked, attempt: Attempt, onEnd: OnEnd) {
  const [{ asked, isAnotherCode }, setStanding] = useState({ asked: first, isAnotherCode: false })
  const [refused, setRefused] = useState<Problem | null>(null)
  const trying = useMutation({
    mutationFn: async (show: Show) => attempt(await show()),
    onMutate: () => setRefused(null),
    onSuccess: async (answer) => {
      const again = await toConfirm(answer)
      if (again !== null) {
        setStanding({ asked: again, isAnotherCode: !asked.passkey && !again.passkey })
        return
      }
      const problem = answer.ok ? null : await readProblem(answer.clone())
      const isOurs =
        problem?.code === 'confirmation_refused' || problem?.code === 'too_many_confirmations'
      if (isOurs) setRefused(problem)
      else onEnd(answer)
    },
  })
  const said = trying.error ? toProblem(trying.error) : refused
  const problem = trying.isPending ? null : said
  const left = problem?.tries_left ?? null
  return {
    asked,
    isNew: isAnotherCode && problem === null,
    isPending: trying.isPending,
    triedAt: trying.submittedAt,
    // After the last one only another asking helps, as the server says.
    tries: left === 0 ? null : left,
    problem: left === null || left === 0 ? problem : null,
    isSpent: left === 0 || problem?.code === 'too_many_confirmations',
    show: trying.mutate,
    askAgain: () => trying.mutate(async () => null),
    askForCode: () => trying.mutate(async () => 'mail'),
  }
}

export type Confirming = ReturnType<typeof useConfirming>
