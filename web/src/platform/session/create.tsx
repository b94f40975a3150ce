import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { CodeField } from '@/identity/code-field'
import { messages as entry } from '@/identity/messages.en'
import { hasPasskeys } from '@/identity/passkey/device'
import { PasswordField } from '@/identity/password-field'
import { typedEmail } from '@/identity/typed-email'
import { showFieldErrors } from '@/kernel/form'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { TextField } from '@/ui/text-field'
import { EntryPage } from '../entry-page'
import { messages } from '../messages.en'
import { PasskeyAlone } from '../passkey/alone'
import { shownPasskey } from '../passkey/queries'
import { words as passkeyWords } from '../passkey/words.en'
import { withWait } from '../problem'
import { credentials } from './credentials'
import { operatorKeys, signIn } from './queries'
import { afterSignIn } from './return'

const words = messages.signIn
const fields = ['email', 'password', 'code'] as const
const route = getRouteApi('/operator/sign-in')

/** Without a code, a passkey goes with the password. */
type Typed = { email: string; password: string; code: string | null }

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** An operator's session has ended on the page before. */
    hasEnded?: boolean
  }
}

/** Both factors in one step; every refusal is told in words. */
export default function SignInAsOperator(): ReactNode {
  const { to } = route.useSearch()
  const email = useRouterState({ select: ({ location }) => typedEmail(location.state) })
  const hasEnded = useRouterState({ select: ({ location }) => location.state.hasEnded === true })
  const form = useForm({
    resolver: valibotResolver(credentials),
    defaultValues: { email, password: '', code: '' },
  })
  const router = useRouter()
  const cache = useQueryClient()
  const goOn = () => {
    cache.removeQueries({ queryKey: operatorKeys.all })
    return router.navigate({ href: afterSignIn(to), replace: true })
  }
  const entering = useMutation({
    mutationFn: async ({ email, password, code }: Typed) =>
      signIn({
        email,
        password,
        ...(code === null ? { passkey: await shownPasskey() } : { code }),
      }),
    // No secret outlives the screen.
    gcTime: 0,
    onSuccess: () => goOn(),
    onError: (thrown) => {
      // A code is good once, whatever was wrong with the rest.
      form.setValue('code', '')
      if (!showFieldErrors(form, toProblem(thrown), fields)) form.setFocus('code')
    },
  })
  useEffect(() => form.setFocus(email === '' ? 'email' : 'password'), [form, email])
  const errors = form.formState.errors
  const byPasskey = async () => {
    if (!(await form.trigger(['email', 'password'], { shouldFocus: true }))) return
    const { email: typed, password } = form.getValues()
    entering.mutate({ email: typed.trim(), password, code: null })
  }
  const problem = entering.error ? withWait(toProblem(entering.error)) : null
  return (
    <EntryPage>
      <title>{`${words.title} · Countersign`}</title>
      <h1 className="font-semibold text-2xl tracking-[-0.02em]">{words.title}</h1>
      <p className="mt-1 text-muted">{words.lead}</p>
      <form
        noValidate
        className="mt-6 flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) =>
          entering.mutateAsync(values).catch(() => undefined),
        )}
      >
        {problem && Object.keys(errors).length === 0 ? <ProblemNotice problem={problem} /> : null}
        {hasEnded && entering.isIdle ? <Notice tone="info">{words.ended}</Notice> : null}
        <TextField
          label={entry.email}
          type="email"
          error={errors.email?.message}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...form.register('email')}
        />
        <PasswordField
          label={entry.password}
          error={errors.password?.message}
          {...form.register('password')}
        />
        <CodeField
          label={entry.code}
          hint={words.codeHint}
          inputMode="numeric"
          error={errors.code?.message}
          {...form.register('code')}
        />
        <Button
          type="submit"
          look="primary"
          isBusy={entering.isPending}
          className="mt-2 h-10 w-full"
        >
          {words.submit}
        </Button>
        {hasPasskeys() ? (
          <Button
            isBusy={entering.isPending}
            className="h-10 w-full"
            onClick={() => void byPasskey()}
          >
            {passkeyWords.useInstead}
          </Button>
        ) : null}
      </form>
      <PasskeyAlone onBegin={entering.reset} onSignedIn={goOn} />
    </EntryPage>
  )
}
