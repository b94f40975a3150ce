import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import * as v from 'valibot'
import { showFieldErrors } from '@/kernel/form'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { TextField } from '@/ui/text-field'
import { messages } from './messages.en'
import { PasswordField } from './password-field'
import { type Credentials, safeReturn, signIn } from './session'
import { useFailuresTeller } from './session/failed-tries'
import { SignInPicture } from './sign-in-picture'

const credentials = v.object({
  organisation: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty(messages.needOrganisation),
    v.toLowerCase(),
  ),
  email: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needEmail)),
  password: v.pipe(v.string(), v.nonEmpty(messages.needPassword)),
})
const fields = ['organisation', 'email', 'password'] as const
const route = getRouteApi('/sign-in')

export default function SignIn(): ReactNode {
  return (
    <main className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)]">
      <div className="flex flex-col px-6 py-8 sm:px-10">
        <p className="flex items-center gap-2.5 font-semibold">
          <img src="/favicon.svg" alt="" className="size-8" />
          Countersign
        </p>
        <div className="m-auto w-full max-w-[360px] py-10">
          <title>{`${messages.title} · Countersign`}</title>
          <h1 className="font-semibold text-3xl tracking-[-0.025em]">{messages.title}</h1>
          <p className="mt-1 text-muted">{messages.lead}</p>
          <SignInForm />
        </div>
      </div>
      <SignInPicture />
    </main>
  )
}

function SignInForm() {
  const { to, organisation } = route.useSearch()
  const router = useRouter()
  const cache = useQueryClient()
  const form = useForm<v.InferInput<typeof credentials>, unknown, Credentials>({
    resolver: valibotResolver(credentials),
    defaultValues: { organisation: organisation ?? lastOrganisation(), email: '', password: '' },
  })
  const tellFailures = useFailuresTeller()
  const entry = useMutation({
    mutationFn: (values: Credentials) => signIn(values, cache),
    onSuccess: async (_, values) => {
      rememberOrganisation(values.organisation)
      await tellFailures()
      return router.navigate({ href: safeReturn(to), replace: true })
    },
    onError: (thrown) => {
      if (!showFieldErrors(form, toProblem(thrown), fields)) form.setFocus('password')
    },
  })
  const first = useRef(form.getValues('organisation') ? 'email' : 'organisation')
  useEffect(() => form.setFocus(first.current === 'email' ? 'email' : 'organisation'), [form])
  const errors = form.formState.errors
  const problem = entry.error ? toProblem(entry.error) : null
  return (
    <form
      noValidate
      className="mt-7 flex flex-col gap-4"
      onSubmit={form.handleSubmit((values) => entry.mutateAsync(values).catch(() => undefined))}
    >
      {problem && Object.keys(errors).length === 0 ? <ProblemNotice problem={problem} /> : null}
      <TextField
        label={messages.organisation}
        hint={messages.organisationHint}
        error={errors.organisation?.message}
        autoComplete="organization"
        autoCapitalize="none"
        spellCheck={false}
        {...form.register('organisation')}
      />
      <TextField
        label={messages.email}
        type="email"
        error={errors.email?.message}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...form.register('email')}
      />
      <PasswordField
        label={messages.password}
        error={errors.password?.message}
        {...form.register('password')}
      />
      <Button type="submit" look="primary" isBusy={entry.isPending} className="mt-2 h-10 w-full">
        {messages.submit}
      </Button>
    </form>
  )
}

const storedUnder = 'organisation'

/** The short name is no secret; storage may be forbidden, then nothing is remembered. */
function lastOrganisation(): string {
  try {
    return localStorage.getItem(storedUnder) ?? ''
  } catch {
    return ''
  }
}

function rememberOrganisation(slug: string): void {
  try {
    localStorage.setItem(storedUnder, slug)
  } catch {
    // The next sign-in asks for it again, nothing else is lost.
  }
}
