import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { answer, api } from '@/api/client'
import type { Person } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { type Problem, toProblem } from '@/kernel/problem'
import { focusFault } from '@/ui/focus-fault'
import { useLocale } from '@/ui/locale'
import { useToast } from '@/ui/toast'
import {
  blankGrant,
  type DraftGrant,
  type Errors,
  faultsOf,
  isBlank,
  requestOf,
  serverFaults,
} from './draft'
import { words } from './words.en'

const texts = words.create

/** What is chosen, and what is wrong with it; a field that is changed is wrong no more. */
export function useDraft() {
  const [draft, setDraft] = useState<DraftGrant>(blankGrant)
  const [errors, setErrors] = useState<Errors>({})
  /** The pair that the server would not give without a waiver, in its words; forgotten when the choice changes. */
  const [toxic, setToxic] = useState<Problem | null>(null)
  const change = (part: Partial<DraftGrant>) => {
    setDraft({ ...draft, ...part })
    const names = Object.keys(part).map((name) => (name === 'until' ? 'expires_at' : name))
    if (part.roles || part.ownRoles || part.permissions) {
      setToxic(null)
      names.push('roles', 'permissions', 'waiver')
    }
    const isGone = (path: string) =>
      names.some((name) => path === name || path.startsWith(`${name}.`))
    setErrors(Object.fromEntries(Object.entries(errors).filter(([path]) => !isGone(path))))
  }
  return { draft, errors, toxic, setErrors, setToxic, change }
}

export type Draft = ReturnType<typeof useDraft>

/** Sends what is chosen and goes back to the person. What was typed is not left by mistake. */
export function useSending(person: Person, { draft, toxic, setErrors, setToxic }: Draft) {
  const isLeaving = useRef(false)
  /** What was refused and stands beside no field. */
  const [problem, setProblem] = useState<Problem | null>(null)
  const { timeZone } = useLocale()
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  const isDirty = !isBlank(draft)
  useBlocker({
    shouldBlockFn: () => isDirty && !isLeaving.current && !globalThis.confirm(texts.leave),
    enableBeforeUnload: () => isDirty && !isLeaving.current,
  })
  const sending = useMutation({
    mutationFn: (sent: DraftGrant) =>
      answer(
        api.POST('/v1/grants', { body: requestOf(sent, person.id, timeZone, toxic !== null) }),
      ),
    onSuccess: async ({ state }) => {
      toast.done(
        state === 'waiting'
          ? { title: texts.asked, description: texts.askedDetail }
          : { title: texts.given(person.name) },
      )
      isLeaving.current = true
      await cache.invalidateQueries({ queryKey: ['people'] })
      await router.navigate(paths.person(person.id))
    },
    onError: (thrown, sent) => {
      const refusal = toProblem(thrown)
      const isToxic = refusal.code === 'toxic_pair'
      const faults = isToxic ? { waiver: texts.needWaiver } : serverFaults(sent, refusal)
      focusFault(() => {
        if (isToxic) setToxic(refusal)
        setErrors(faults)
        setProblem(Object.keys(faults).length === 0 ? refusal : null)
      })
    },
  })
  const send = () => {
    if (sending.isPending) return
    const faults = faultsOf(draft)
    focusFault(() => {
      setErrors(faults)
      setProblem(null)
    })
    if (Object.keys(faults).length === 0) sending.mutate(draft)
  }
  return { send, isPending: sending.isPending, problem }
}
