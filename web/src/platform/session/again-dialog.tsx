import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { CodeField } from '@/identity/code-field'
import { messages as entry } from '@/identity/messages.en'
import { hasPasskeys } from '@/identity/passkey/device'
import { PasswordField } from '@/identity/password-field'
import { showFieldErrors } from '@/kernel/form'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { FormDialog } from '@/ui/form-dialog'
import { messages } from '../messages.en'
import { shownPasskey } from '../passkey/queries'
import { words as passkeyWords } from '../passkey/words.en'
import { withWait } from '../problem'
import { againShown } from './credentials'
import { operatorQuery, signIn, useOperator } from './queries'

const words = messages.again

type AgainDialogProps = { onEnd: (isDone: boolean) => void }

/** Both factors, once more, of whoever is signed in. */
export default function AgainDialog({ onEnd }: AgainDialogProps) {
  const { email, sign_in_within_s } = useOperator()
  const cache = useQueryClient()
  const form = useForm({
    resolver: valibotResolver(againShown),
    defaultValues: { password: '', code: '' },
  })
  const entering = useMutation({
    // Beside the password, for a passkey alone may be another operator's.
    mutationFn: async ({ password, code }: { password: string; code: string | null }) =>
      signIn({
        email,
        password,
        ...(code === null ? { passkey: await shownPasskey() } : { code }),
      }),
    // No secret outlives the screen.
    gcTime: 0,
    onSuccess: async () => {
      await cache.invalidateQueries(operatorQuery)
      onEnd(true)
    },
    onError: (thrown) => {
      form.setValue('code', '')
      if (!showFieldErrors(form, toProblem(thrown), ['password', 'code'])) form.setFocus('code')
    },
  })
  useEffect(() => form.setFocus('password'), [form])
  const errors = form.formState.errors
  const byPasskey = () => {
    const password = form.getValues('password')
    if (password === '') form.setError('password', { message: passkeyWords.needPassword })
    else entering.mutate({ password, code: null })
  }
  const submit = form.handleSubmit((values) => entering.mutateAsync(values).catch(() => undefined))
  return (
    <FormDialog
      title={words.title}
      description={words.lead(Math.ceil((sign_in_within_s ?? 60) / 60))}
      back={words.back}
      submit={words.submit}
      isBusy={entering.isPending}
      onSubmit={submit}
      onClose={() => onEnd(false)}
    >
      {entering.error && Object.keys(errors).length === 0 ? (
        <ProblemNotice problem={withWait(toProblem(entering.error))} />
      ) : null}
      <p className="text-muted text-sm">
        {words.as} <span className="font-medium text-ink">{email}</span>
      </p>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordField
        label={entry.password}
        error={errors.password?.message}
        {...form.register('password')}
      />
      <CodeField
        label={entry.code}
        hint={messages.signIn.codeHint}
        inputMode="numeric"
        error={errors.code?.message}
        {...form.register('code')}
      />
      {hasPasskeys() ? (
        <Button isBusy={entering.isPending} onClick={byPasskey}>
          {passkeyWords.useInstead}
        </Button>
      ) : null}
    </FormDialog>
  )
}
