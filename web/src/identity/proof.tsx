import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import * as v from 'valibot'
import { meQuery, useMe } from '@/access/me'
import type { Proof } from '@/api/prove'
import { showFieldErrors } from '@/kernel/form'
import { type Problem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { CodeField } from './code-field'
import { messages } from './messages.en'
import { hasPasskeys } from './passkey/device'
import { stepsUp } from './passkey/step-up'
import { words as passkeyWords } from './passkey/words.en'
import { PasswordField } from './password-field'
import { isToldAtField, refusedField } from './refused-field'

const password = v.pipe(v.string(), v.nonEmpty(messages.needPassword))
const alone = v.object({ password, code: v.string() })
const both = v.object({
  password,
  code: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needCode)),
})
type Values = v.InferOutput<typeof both>

/** Asks for the password, and a code where there is a second factor, or a passkey for both, and does what they are asked for. */
export function useProof<Done>(act: (proof: Proof) => Promise<Done>, onDone: (done: Done) => void) {
  const needsCode = Boolean(useMe().second_factor)
  const cache = useQueryClient()
  const form = useForm<Values>({
    resolver: valibotResolver(needsCode ? both : alone),
    defaultValues: { password: '', code: '' },
  })
  const acting = useMutation({
    mutationFn: async (values: Values | null) => {
      if (values === null) {
        await stepsUp()
        return act({})
      }
      const { password, code } = values
      return act(needsCode ? { password, code } : { password })
    },
    // No secret outlives the screen.
    gcTime: 0,
    onSuccess: (done) => {
      form.reset()
      onDone(done)
    },
    onError: (thrown) => {
      const problem = toProblem(thrown)
      const refused = refusedField(problem)
      if (refused) {
        form.setValue(refused, '')
        form.setError(refused, { message: messages.refused(problem) }, { shouldFocus: true })
        return
      }
      showFieldErrors(form, problem, ['password', 'code'])
      // Another tab may have set up an app, or turned it off.
      void cache.invalidateQueries(meQuery)
    },
  })
  const submit = form.handleSubmit((values) => acting.mutateAsync(values).catch(() => undefined))
  const byPasskey = () => acting.mutate(null)
  return { form, acting, needsCode, submit, byPasskey }
}

type ProofFormProps = {
  id: string
  proof: Pick<ReturnType<typeof useProof>, 'form' | 'needsCode' | 'submit' | 'byPasskey'> & {
    acting: { error: unknown; isIdle: boolean; isPending: boolean }
  }
  /** Why it is asked for once more. */
  reason?: Problem | null
}

/** The fields of it; the buttons stand in the dialog around it. */
export function ProofForm({ id, proof, reason = null }: ProofFormProps) {
  const { person, second_factor } = useMe()
  const { form, acting, needsCode, submit, byPasskey } = proof
  const { errors } = form.formState
  const problem = acting.error ? toProblem(acting.error) : acting.isIdle ? reason : null
  return (
    <form id={id} noValidate className="flex flex-col gap-4 pt-0.5" onSubmit={submit}>
      {problem && !isToldAtField(problem) ? <ProblemNotice problem={problem} /> : null}
      <input type="hidden" autoComplete="username" value={person.email} readOnly />
      <PasswordField
        label={messages.password}
        autoFocus
        error={errors.password?.message}
        {...form.register('password')}
      />
      {needsCode ? (
        <CodeField
          label={messages.code}
          hint={second_factor?.has_app ? messages.totp.codeHint : messages.complete.hintWithoutApp}
          error={errors.code?.message}
          {...form.register('code')}
        />
      ) : null}
      {second_factor?.passkeys && hasPasskeys() ? (
        <Button isBusy={acting.isPending} onClick={byPasskey}>
          {passkeyWords.use}
        </Button>
      ) : null}
    </form>
  )
}
