import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import * as v from 'valibot'
import { meQuery } from '@/access/me'
import { confirmTotp } from '@/api/prove'
import type { TotpSetUp } from '@/api/schema.gen'
import { showFieldErrors } from '@/kernel/form'
import { isProblem, toProblem } from '@/kernel/problem'
import { ProblemNotice } from '@/ui/error-state'
import { CodeField } from '../code-field'
import { messages } from '../messages.en'
import { isToldAtField } from '../refused-field'
import { readSessionsAnew } from '../session/queries'
import { TotpKey } from './key'

const words = messages.totp
const shown = v.object({ code: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needCode)) })

/** Shows the first code; a set-up that has expired begins again. */
export function useConfirming(onExpired: () => void) {
  const cache = useQueryClient()
  const form = useForm({ resolver: valibotResolver(shown), defaultValues: { code: '' } })
  const acting = useMutation({
    mutationFn: ({ code }: { code: string }) => confirmTotp(code),
    // No secret outlives the screen.
    gcTime: 0,
    onSuccess: () => void readSessionsAnew(cache),
    onError: (thrown) => {
      const problem = toProblem(thrown)
      // A wrong code will not be right when it is sent again.
      if (problem.errors?.some(({ rule }) => rule !== 'not_a_code')) form.setValue('code', '')
      showFieldErrors(form, problem, ['code'])
      if (!isProblem(thrown, 'set_up_expired')) return
      form.reset()
      onExpired()
      void cache.invalidateQueries(meQuery)
    },
  })
  const submit = form.handleSubmit((values) => acting.mutateAsync(values).catch(() => undefined))
  return { form, acting, submit }
}

type ConfirmTotpProps = {
  id: string
  setUp: TotpSetUp
  confirming: ReturnType<typeof useConfirming>
}

/** What the app is told, and the code by which it shows that it has understood. */
export function ConfirmTotp({ id, setUp, confirming }: ConfirmTotpProps) {
  const { form, acting, submit } = confirming
  const problem = acting.error ? toProblem(acting.error) : null
  const { ref, ...registered } = form.register('code')
  const field = useRef<HTMLInputElement>(null)
  // Not by scrolling to it: what it asks for stands above.
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  return (
    <form id={id} noValidate className="flex flex-col gap-4 pt-0.5" onSubmit={submit}>
      {problem && !isToldAtField(problem) ? <ProblemNotice problem={problem} /> : null}
      <TotpKey setUp={setUp} />
      <CodeField
        label={words.first}
        inputMode="numeric"
        error={form.formState.errors.code?.message}
        {...registered}
        ref={(input) => {
          ref(input)
          field.current = input
        }}
      />
    </form>
  )
}
