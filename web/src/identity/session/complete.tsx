import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import * as v from 'valibot'
import { answer, api } from '@/api/client'
import type { SignInBegun } from '@/api/schema.gen'
import { showFieldErrors } from '@/kernel/form'
import { type Problem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { CodeField } from '../code-field'
import { messages } from '../messages.en'
import { PasskeyButton, usePasskeyEntry } from '../passkey_sign_in/begin'
import { isToldAtField, refusedField } from '../refused-field'
import { openSession } from '../session'

const words = messages.complete
const shown = v.object({ code: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needCode)) })
type Shown = v.InferOutput<typeof shown>

/** Whose password was right. */
export type Begun = SignInBegun & { organisation: string; email: string }

type CompleteSignInProps = {
  begun: Begun
  onSignedIn: () => Promise<void>
  /** The sign-in begins again with the password. */
  onOver: (reason: Problem) => void
  onAnother: () => void
}

/** The second step of signing in: a code, or a passkey. What was begun is kept in memory alone. */
export default function CompleteSignIn(props: CompleteSignInProps) {
  const { begun, onOver, onAnother } = props
  const form = useForm<Shown>({ resolver: valibotResolver(shown), defaultValues: { code: '' } })
  const completing = useCompleting(form, props)
  const entry = usePasskeyEntry({
    signIn: begun.sign_in,
    onBegin: () => {
      completing.reset()
      form.clearErrors()
    },
    onSignedIn: props.onSignedIn,
    onOver,
  })
  const runOut = useEffectEvent(() => {
    // What is on its way is the server's to judge.
    if (!completing.isPending && !entry.isPending) onOver(ranOut)
  })
  useEffect(() => {
    const timer = setTimeout(() => runOut(), begun.expires_in_s * 1000)
    return () => clearTimeout(timer)
  }, [begun])
  const thrown = entry.error ?? completing.error
  const problem = thrown ? toProblem(thrown) : null
  const hasApp = begun.second_factors.includes('totp')
  return (
    <>
      <title>{`${words.title} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{words.title}</h1>
      <p className="mt-1 text-muted [overflow-wrap:anywhere]">
        {(hasApp ? words.lead : words.leadWithoutApp)(begun.email, begun.organisation)}
      </p>
      <form
        noValidate
        className="mt-7 flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => {
          entry.reset()
          return completing.mutateAsync(values).catch(() => undefined)
        })}
      >
        {problem && !isToldAtField(problem) ? <ProblemNotice problem={problem} /> : null}
        <input type="hidden" autoComplete="username" value={begun.email} readOnly />
        <CodeField
          label={messages.code}
          hint={hasApp ? words.hint : words.hintWithoutApp}
          autoFocus
          error={form.formState.errors.code?.message}
          {...form.register('code')}
        />
        <Button
          type="submit"
          look="primary"
          isBusy={completing.isPending}
          className="mt-2 h-10 w-full"
        >
          {messages.submit}
        </Button>
        {begun.second_factors.includes('passkey') ? <PasskeyButton entry={entry} /> : null}
        <Button look="ghost" className="h-10 w-full" onClick={onAnother}>
          {words.another}
        </Button>
      </form>
    </>
  )
}

const ranOut: Problem = {
  type: '/problems/sign_in_expired',
  title: words.ranOut,
  status: 401,
  code: 'sign_in_expired',
  detail: words.ranOutDetail,
  request_id: '',
}

function useCompleting(
  form: UseFormReturn<Shown>,
  { begun, onSignedIn, onOver }: CompleteSignInProps,
) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async ({ code }: Shown) => {
      const body = { sign_in: begun.sign_in, code }
      openSession(await answer(api.POST('/v1/session/complete', { body })), cache)
    },
    // No secret outlives the screen.
    gcTime: 0,
    onSuccess: onSignedIn,
    onError: (thrown) => {
      const problem = toProblem(thrown)
      if (problem.code === 'sign_in_expired') onOver(problem)
      else if (refusedField(problem) === 'code') {
        form.setValue('code', '')
        form.setError('code', { message: messages.refused(problem) }, { shouldFocus: true })
      } else showFieldErrors(form, problem, ['code'])
    },
  })
}
