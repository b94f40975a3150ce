import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { answer, api } from '@/api/client'
import { paths } from '@/app/paths'
import { type Problem, toProblem } from '@/kernel/problem'
import { focusFault } from '@/ui/focus-fault'
import { useToast } from '@/ui/toast'
import {
  type DraftPerson,
  type Errors,
  faultsOfAll,
  peopleMax,
  requestOf,
  sentPeople,
  serverFaults,
} from './draft'
import { invitationKeys } from './queries'
import { words } from './words.en'

const texts = words.create

/** Sends the invitations, all or none, and goes on to their list. What was typed is not left by mistake. */
export function useSending(people: readonly DraftPerson[], setErrors: (errors: Errors) => void) {
  const isLeaving = useRef(false)
  /** What was refused and stands beside no field. */
  const [problem, setProblem] = useState<Problem | null>(null)
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  const isDirty = sentPeople(people).length > 0
  useBlocker({
    shouldBlockFn: () => isDirty && !isLeaving.current && !globalThis.confirm(texts.leave),
    enableBeforeUnload: () => isDirty && !isLeaving.current,
  })
  const sending = useMutation({
    mutationFn: (sent: readonly DraftPerson[]) =>
      answer(api.POST('/v1/invitations', { body: { people: sent.map(requestOf) } })),
    onSuccess: async ({ items }) => {
      toast.done({ title: texts.sent(items.length) })
      isLeaving.current = true
      await Promise.all([
        cache.invalidateQueries({ queryKey: invitationKeys.all }),
        cache.invalidateQueries({ queryKey: ['people'] }),
      ])
      await router.navigate(paths.invitations())
    },
    onError: (thrown, sent) => {
      const refusal = toProblem(thrown)
      const faults = serverFaults(sent, refusal)
      focusFault(() => {
        setErrors(faults)
        setProblem(Object.keys(faults).length === 0 ? refusal : null)
      })
    },
  })
  const send = () => {
    const sent = sentPeople(people)
    if (sending.isPending || sent.length > peopleMax) return
    const faults = faultsOfAll(people)
    focusFault(() => {
      setErrors(faults)
      setProblem(null)
    })
    if (Object.keys(faults).length === 0) sending.mutate(sent)
  }
  return { send, isPending: sending.isPending, problem }
}
