import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useRouterState } from '@tanstack/react-router'
import { Link2Off } from 'lucide-react'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import type { LinkView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { showFieldErrors } from '@/kernel/form'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState, ProblemNotice } from '@/ui/error-state'
import { TableSkeleton } from '@/ui/skeleton'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { NewPasswordFields } from '../password/new-password-fields'
import { type NewPassword, newPassword } from '../password/values'
import { signIn } from '../session'
import { SignInPicture } from '../sign-in-picture'

const words = messages.first

/** The page of a one-time link. Its secret stands behind the `#`, which no browser sends to a server. */
export default function UseLink(): ReactNode {
  const secret = useRouterState({ select: (state) => state.location.hash })
  return (
    <main className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)]">
      <div className="flex flex-col px-6 py-8 sm:px-10">
        <p className="flex items-center gap-2.5 font-semibold">
          <img src="/favicon.svg" alt="" className="size-8" />
          Countersign
        </p>
        <div className="m-auto w-full max-w-[400px] py-10">
          {secret === '' ? <NoLink /> : <OpenLink key={secret} secret={secret} />}
        </div>
      </div>
      <SignInPicture />
    </main>
  )
}

function NoLink() {
  return (
    <EmptyState icon={<Link2Off />} title={words.noLink} actions={<ToSignIn />}>
      {words.noLinkDetail}
    </EmptyState>
  )
}

function ToSignIn() {
  return (
    <Link {...paths.signIn()} className={buttonClass()}>
      {words.toSignIn}
    </Link>
  )
}

function OpenLink({ secret }: { secret: string }) {
  const query = useQuery({
    queryKey: ['link', secret],
    queryFn: ({ signal }) => answer(api.POST('/v1/link/read', { body: { link: secret }, signal })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
  if (query.data) return <Chooser secret={secret} holder={query.data} />
  if (!query.error)
    return (
      <>
        <p className="sr-only">{words.reading}</p>
        <TableSkeleton rows={4} />
      </>
    )
  return isProblem(query.error, 'link_spent') ? (
    <SpentLink thrown={query.error} />
  ) : (
    <ErrorState problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  )
}

function SpentLink({ thrown }: { thrown: unknown }) {
  const { title, detail } = toProblem(thrown)
  return (
    <EmptyState icon={<Link2Off />} title={title} actions={<ToSignIn />}>
      {detail ? <p>{detail}</p> : null}
      <p>{words.spentNext}</p>
    </EmptyState>
  )
}

type ChooserProps = { secret: string; holder: LinkView }

function Chooser({ secret, holder }: ChooserProps) {
  const form = useForm<NewPassword>({
    resolver: valibotResolver(newPassword),
    defaultValues: { password: '', again: '' },
  })
  const setting = useSetting(secret, holder, form)
  useEffect(() => form.setFocus('password'), [form])
  const { organisation, organisation_name, email, person_name } = holder
  const names = useMemo(
    () => [organisation, organisation_name, email, person_name],
    [organisation, organisation_name, email, person_name],
  )
  const errors = form.formState.errors
  const hasFieldErrors = Object.keys(errors).length > 0
  return (
    <>
      <title>{`${words.title} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{words.title}</h1>
      <p className="mt-1 text-muted">{words.lead(holder.person_name, holder.organisation_name)}</p>
      <div className="mt-5 rounded-md bg-sunken px-4 py-3">
        <DescriptionList
          facts={[
            {
              term: words.organisation,
              value: `${holder.organisation_name} (${holder.organisation})`,
            },
            { term: words.email, value: holder.email },
          ]}
        />
      </div>
      <form
        noValidate
        className="mt-6 flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => setting.mutateAsync(values).catch(() => undefined))}
      >
        {setting.error && !hasFieldErrors ? (
          <ProblemNotice problem={toProblem(setting.error)} />
        ) : null}
        <input type="hidden" autoComplete="username" value={holder.email} readOnly />
        <NewPasswordFields
          password={form.register('password')}
          again={form.register('again')}
          typed={form.watch('password')}
          names={names}
          errors={{ password: errors.password?.message, again: errors.again?.message }}
        />
        <Button type="submit" look="primary" isBusy={setting.isPending} className="h-10 w-full">
          {words.submit}
        </Button>
      </form>
    </>
  )
}

type Form = ReturnType<typeof useForm<NewPassword>>

/** Sets the password, then signs in with it; should that fail or need a second factor, the sign-in page takes over. */
function useSetting(secret: string, holder: LinkView, form: Form) {
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: ({ password }: NewPassword) =>
      answer(api.POST('/v1/link/use', { body: { link: secret, password } })),
    onSuccess: async (_, { password }) => {
      const { organisation, email } = holder
      const isIn = await signIn({ organisation, email, password }, cache).then(
        (begun) => begun === null,
        () => false,
      )
      if (isIn) return router.navigate({ ...paths.home(), replace: true })
      toast.done({ title: words.isSet })
      return router.navigate({ to: '/sign-in', search: { organisation }, replace: true })
    },
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), ['password']),
  })
}
