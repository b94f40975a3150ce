import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import * as v from 'valibot'
import { showFieldErrors } from '@/kernel/form'
import { type Problem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { TextField } from '@/ui/text-field'
import { messages } from './messages.en'
import { PasswordField } from './password-field'
import { type Credentials, safeReturn, signIn } from './session'
import type { Begun } from './session/complete'
import { useFailuresTeller } from './session/failed-tries'
import { SignInPicture } from './sign-in-picture'

const loadComplete = () => import('./session/complete')
const CompleteSignIn = lazy(loadComplete)

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
          <Steps />
        </div>
      </div>
      <SignInPicture />
    </main>
  )
}

/** What the password is asked with. */
type Asked = { organisation: string; email: string; reason: Problem | null }

/** The password, and a code after it where there is a second factor. */
function Steps() {
  const { organisation } = route.useSearch()
  const arrive = useArrival()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [asked, setAsked] = useState<Asked>(() => ({
    organisation: organisation ?? lastOrganisation(),
    email: '',
    reason: null,
  }))
  if (begun === null) return <SignInForm asked={asked} onBegun={setBegun} onSignedIn={arrive} />
  const back = (email: string, reason: Problem | null) => {
    setAsked({ organisation: begun.organisation, email, reason })
    setBegun(null)
  }
  return (
    <Suspense>
      <CompleteSignIn
        begun={begun}
        onSignedIn={() => arrive(begun.organisation)}
        onOver={(reason) => back(begun.email, reason)}
        onAnother={() => back('', null)}
      />
    </Suspense>
  )
}

/** What follows when somebody is signed in. */
function useArrival() {
  const { to } = route.useSearch()
  const router = useRouter()
  const tellFailures = useFailuresTeller()
  return async (organisation: string) => {
    rememberOrganisation(organisation)
    await tellFailures()
    await router.navigate({ href: safeReturn(to), replace: true })
  }
}

type Form = UseFormReturn<v.InferInput<typeof credentials>, unknown, Credentials>
type SignInFormProps = {
  asked: Asked
  onBegun: (begun: Begun) => void
  onSignedIn: (organisation: string) => Promise<void>
}

function SignInForm({ asked, ...then }: SignInFormProps) {
  const { organisation, email, reason } = asked
  const form: Form = useForm({
    resolver: valibotResolver(credentials),
    defaultValues: { organisation, email, password: '' },
  })
  const entry = useEntry(form, then)
  const first = useRef<keyof Credentials>(
    email ? 'password' : organisation ? 'email' : 'organisation',
  )
  useEffect(() => form.setFocus(first.current), [form])
  const errors = form.formState.errors
  const problem = entry.error ? toProblem(entry.error) : entry.isIdle ? reason : null
  return (
    <>
      <title>{`${messages.title} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{messages.title}</h1>
      <p className="mt-1 text-muted">{messages.lead}</p>
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
    </>
  )
}

function useEntry(form: Form, { onBegun, onSignedIn }: Omit<SignInFormProps, 'asked'>) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (values: Credentials) => {
      const begun = await signIn(values, cache)
      if (begun !== null) await loadComplete()
      return begun
    },
    onSuccess: async (begun, { organisation, email }) => {
      if (begun === null) await onSignedIn(organisation)
      else onBegun({ ...begun, organisation, email })
    },
    onError: (thrown) => {
      if (!showFieldErrors(form, toProblem(thrown), fields)) form.setFocus('password')
    },
  })
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
