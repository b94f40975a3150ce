import { useMutation, useQueryClient } from '@tanstack/react-query'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api } from '@/api/client'
import type { AccessReviewDecision } from '@/api/schema.gen'
import { toProblem } from '@/kernel/problem'
import { useToast } from '@/ui/toast'
import { roleNames } from '../people-words.en'
import { reviewKeys, type SeenLine } from './queries'
import { words } from './words.en'

/** The most lines that are decided at once. */
export const linesMax = 200

/** What is asked once more before it is done. */
export type Asked = { decision: AccessReviewDecision; lines: readonly SeenLine[] }

/** What a line speaks of, in words. */
export function whatOf(line: SeenLine): string {
  if (line.role) return roleNames[line.role]
  return line.custom_role?.name ?? line.permissions[0] ?? ''
}

function decide(
  id: string,
  decision: AccessReviewDecision,
  lines: readonly SeenLine[],
  reason?: string,
) {
  return answer(
    api.POST('/v1/access-reviews/{id}/decide', {
      params: { path: { id } },
      body: {
        lines: lines.map(({ number }) => number),
        decision,
        ...(reason ? { reason } : {}),
      },
    }),
  )
}

/** Keeps lines; what is said when it failed stays until it is read. */
export function useKeep(id: string) {
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: (lines: readonly SeenLine[]) => decide(id, 'keep', lines),
    onSuccess: (_, lines) => {
      if (lines.length > 1) toast.done({ title: words.keptDone(lines.length) })
    },
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title, ...(detail ? { description: detail } : {}) })
    },
    onSettled: () => cache.invalidateQueries({ queryKey: reviewKeys.all }),
  })
}

type DecideProps = {
  reviewId: string
  asked: Asked
  onDone: () => void
  onClose: () => void
}

/** Asks why something is taken, or kept although nobody should hold it. */
export function AskDecision({ reviewId, asked, onDone, onClose }: DecideProps) {
  const { decision, lines } = asked
  const cache = useQueryClient()
  const [first] = lines
  if (!first) return null
  const [what, who] = [whatOf(first), first.person_name]
  const pairs = [...new Set(lines.flatMap(({ toxic }) => toxic))].join(', ')
  return (
    <AskDialog
      title={decision === 'take' ? words.takeTitle(what, who) : words.keepTitle}
      detail={decision === 'take' ? words.takeDetail(who) : words.keepDetail(pairs)}
      confirm={decision === 'take' ? words.take : words.keep}
      done={decision === 'take' ? words.takenDone(what) : words.keptDone(lines.length)}
      stale={reviewKeys.all}
      isDanger={decision === 'take'}
      needsReason
      reasonMax={500}
      run={(reason) => decide(reviewId, decision, lines, reason)}
      onDone={() => {
        onDone()
        if (decision === 'take') void cache.invalidateQueries({ queryKey: ['people'] })
      }}
      onClose={onClose}
    />
  )
}
