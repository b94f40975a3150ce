import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter, useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import * as v from 'valibot'
import { meQuery } from '@/access/me'
import { paths } from '@/app/paths'
import { showFieldErrors } from '@/kernel/form'
import { type Problem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { account } from './account'
import { AccountFields } from './account-fields'
import { EntryPage } from './entry-page'
import { lastOrganisation, rememberOrganisation } from './last-organisation'
import { messages } from './messages.en'
import { PasskeyButton, usePasskeyEntry } from './passkey_sign_in/begin'
import { PasswordField } from './password-field'
import { type Credentials, endedBecause, safeReturn, signIn } from './session'
import type { Begun } from './session/complete'
import { useFailuresTeller } from './session/failed-tries'
import { WayToSignUp } from './sign_up/way'
import { typedEmail } from './typed-email'

const loadComplete = () => import('./session/complete')
const CompleteSignIn = lazy(loadComplete)

const credentials = v.object({
  ...account,
  password: v.pipe(v.string(), v.nonEmpty(messages.needPassword)),
})
const fields = ['organisation', 'email', 'password'] as const
const route = getRouteApi('/sign-in')

export default function SignIn(): ReactNode {
  return (
    <EntryPage>
      <Steps />
    </EntryPage>
  )
}

/** What the password is asked with. */
type Asked = { organisation: string; email: string; reason: Problem | null }

/** The password, and a code after it where there is a second factor. */
function Steps() {
  const { organisation } = route.useSearch()
  const email = useRouterState({ select: ({ location }) => typedEmail(location.state) })
  const cache = useQueryClient()
  const arrive = useArrival()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [asked, setAsked] = useState<Asked>(() => ({
    organisation: organisation ?? lastOrganisation(),
    email,
    reason: cache.getQueryData<Problem>(endedBecause) ?? null,
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
  const cache = useQueryClient()
  const tellFailures = useFailuresTeller()
  return async (typed?: string) => {
    await tellFailures()
    const organisation = typed ?? cache.getQueryData(meQuery.queryKey)?.organisation.slug
    if (organisation) rememberOrganisation(organisation)
    await router.navigate({ href: safeReturn(to), replace: true })
  }
}

type Form = UseFormReturn<v.InferInput<typeof credentials>, unknown, Credentials>
type SignInFormProps = {
  asked: Asked
  onBegun: (begun: Begun) => void
  onSignedIn: (organisation?: string) => Promise<void>
}

function SignInForm({ asked, ...then }: SignInFormProps) {
  const { organisation, email, reason } = asked
  const form: Form = useForm({
    resolver: valibotResolver(credentials),
    defaultValues: { organisation, email, password: '' },
  })
  const entry = useEntry(form, then)
  const passkey = usePasskeyEntry({
    onBegin: () => {
      entry.reset()
      form.clearErrors()
    },
    onSignedIn: () => then.onSignedIn(),
  })
  const first = useRef<keyof Credentials>(
    email ? 'password' : organisation ? 'email' : 'organisation',
  )
  useEffect(() => form.setFocus(first.current), [form])
  const errors = form.formState.errors
  const thrown = passkey.error ?? entry.error
  const isUntried = entry.isIdle && passkey.isIdle
  const problem = thrown ? toProblem(thrown) : isUntried ? reason : null
  return (
    <>
      <title>{`${messages.title} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{messages.title}</h1>
      <p className="mt-1 text-muted">{messages.lead}</p>
      <form
        noValidate
        className="mt-7 flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => {
          passkey.reset()
          return entry.mutateAsync(values).catch(() => undefined)
        })}
      >
        {problem && Object.keys(errors).length === 0 ? <ProblemNotice problem={problem} /> : null}
        <AccountFields
          organisation={form.register('organisation')}
          email={form.register('email')}
          errors={{ organisation: errors.organisation?.message, email: errors.email?.message }}
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
      <div className="mt-2">
        <PasskeyButton entry={passkey} />
      </div>
      <Forgot form={form} />
      <WayToSignUp />
    </>
  )
}

/** Stands behind the button, so that nobody who types has to pass it. */
function Forgot({ form }: { form: Form }) {
  const [organisation, email] = form.watch(['organisation', 'email'])
  return (
    <Link
      {...paths.forgottenPassword()}
      search={(old) => ({ ...old, organisation: organisation || undefined })}
      state={{ email }}
      className={`${buttonClass('ghost')} mt-2 h-10 w-full`}
    >
      {messages.forgot}
    </Link>
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
