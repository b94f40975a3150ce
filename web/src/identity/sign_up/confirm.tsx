import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useRouterState } from '@tanstack/react-router'
import { Link2Off } from 'lucide-react'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useForm } from 'react-hook-form'
import * as v from 'valibot'
import { answer, api } from '@/api/client'
import type { SignUpView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { showFieldErrors } from '@/kernel/form'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState, ProblemNotice } from '@/ui/error-state'
import { TableSkeleton } from '@/ui/skeleton'
import { TextField } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { EntryPage } from '../entry-page'
import { rememberOrganisation } from '../last-organisation'
import { NewPasswordFields } from '../password/new-password-fields'
import { newPassword } from '../password/values'
import { signIn } from '../session'
import { foundedName } from './values'
import { words } from './words.en'

const founding = v.intersect([newPassword, v.object({ organisation: foundedName })])
type Founding = v.InferOutput<typeof founding>

/** The page behind the link of a sign-up. Its secret stands behind the `#`, which no browser sends to a server. */
export default function ConfirmSignUp(): ReactNode {
  const hash = useRouterState({ select: (state) => state.location.hash })
  return (
    <EntryPage isWide>
      {hash === '' ? (
        <EmptyState icon={<Link2Off />} title={words.noLink} actions={<WaysOn />}>
          {words.noLinkDetail}
        </EmptyState>
      ) : (
        <OpenLink key={hash} secret={hash} />
      )}
    </EntryPage>
  )
}

function WaysOn() {
  return (
    <>
      <Link {...paths.signIn()} className={buttonClass('primary')}>
        {words.toSignIn}
      </Link>
      <Link {...paths.signUp()} className={buttonClass()}>
        {words.again}
      </Link>
    </>
  )
}

function OpenLink({ secret }: { secret: string }) {
  const query = useQuery({
    queryKey: ['sign-up', secret],
    queryFn: ({ signal }) =>
      answer(api.POST('/v1/sign-ups/read', { body: { link: secret }, signal })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
  if (query.data) return <Founder secret={secret} wish={query.data} />
  if (!query.error)
    return (
      <>
        <p className="sr-only">{words.reading}</p>
        <TableSkeleton rows={4} />
      </>
    )
  return opensNothing(query.error) ? (
    <SpentLink thrown={query.error} />
  ) : (
    <ErrorState problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  )
}

const opensNothing = (thrown: unknown) =>
  isProblem(thrown, 'sign_up_spent') || isProblem(thrown, 'sign_up_closed')

function SpentLink({ thrown }: { thrown: unknown }) {
  const { title, next } = toProblem(thrown)
  return (
    <EmptyState icon={<Link2Off />} title={title} actions={<WaysOn />}>
      {next}
    </EmptyState>
  )
}

type FounderProps = { secret: string; wish: SignUpView }

function Founder({ secret, wish }: FounderProps) {
  const { organisation, free_organisation, organisation_name, email, person_name } = wish
  const isFree = free_organisation === organisation
  const form = useForm<Founding>({
    resolver: valibotResolver(founding),
    defaultValues: { organisation: free_organisation ?? organisation, password: '', again: '' },
  })
  const beginning = useFounding(secret, email, form)
  useEffect(() => form.setFocus('password'), [form])
  const names = useMemo(
    () => [organisation, organisation_name, email, person_name],
    [organisation, organisation_name, email, person_name],
  )
  const errors = form.formState.errors
  if (opensNothing(beginning.error)) return <SpentLink thrown={beginning.error} />
  return (
    <>
      <title>{`${words.confirmTitle} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{words.confirmTitle}</h1>
      <p className="mt-1 text-muted [overflow-wrap:anywhere]">
        {words.confirmLead(person_name, organisation_name)}
      </p>
      <div className="mt-5 rounded-md bg-sunken px-4 py-3">
        <DescriptionList
          facts={[
            { term: words.organisationName, value: organisation_name },
            { term: words.organisation, value: isFree ? organisation : null },
            { term: words.email, value: email },
          ]}
        />
      </div>
      <form
        noValidate
        className="mt-6 flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) =>
          beginning.mutateAsync(values).catch(() => undefined),
        )}
      >
        {beginning.error && Object.keys(errors).length === 0 ? (
          <ProblemNotice problem={toProblem(beginning.error)} />
        ) : null}
        <input type="hidden" autoComplete="username" value={email} readOnly />
        {isFree && !errors.organisation ? null : (
          <TextField
            label={words.organisation}
            hint={free_organisation ? words.taken(organisation) : words.noneFree(organisation)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={63}
            error={errors.organisation?.message}
            {...form.register('organisation')}
          />
        )}
        <NewPasswordFields
          password={form.register('password')}
          again={form.register('again')}
          typed={form.watch('password')}
          names={names}
          errors={{ password: errors.password?.message, again: errors.again?.message }}
        />
        <Button type="submit" look="primary" isBusy={beginning.isPending} className="h-10 w-full">
          {words.begin}
        </Button>
      </form>
    </>
  )
}

type Form = ReturnType<typeof useForm<Founding>>

/** Founds the organisation, then signs in; should that fail, the sign-in page takes over. */
function useFounding(secret: string, email: string, form: Form) {
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: ({ password, organisation }: Founding) =>
      answer(api.POST('/v1/sign-ups/confirm', { body: { link: secret, password, organisation } })),
    onSuccess: async ({ organisation }, { password }) => {
      rememberOrganisation(organisation)
      const isIn = await signIn({ organisation, email, password }, cache).then(
        (begun) => begun === null,
        () => false,
      )
      if (isIn) return router.navigate({ ...paths.home(), replace: true })
      toast.done({ title: words.founded })
      return router.navigate({
        to: '/sign-in',
        search: { organisation },
        state: { email },
        replace: true,
      })
    },
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), ['organisation', 'password']),
  })
}
