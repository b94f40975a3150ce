import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useRouterState } from '@tanstack/react-router'
import { Link2Off } from 'lucide-react'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import type { LinkPurpose, LinkView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { showFieldErrors } from '@/kernel/form'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState, ProblemNotice } from '@/ui/error-state'
import { TableSkeleton } from '@/ui/skeleton'
import { useToast } from '@/ui/toast'
import { EntryPage } from '../entry-page'
import { messages } from '../messages.en'
import { NewPasswordFields } from '../password/new-password-fields'
import { type NewPassword, newPassword } from '../password/values'
import { signIn } from '../session'

const words = messages.link

/** The page of a one-time link. Its secret stands behind the `#`, which no browser sends to a server. */
export default function UseLink(): ReactNode {
  const { hash, pathname } = useRouterState({ select: (state) => state.location })
  // What a link is for says the server; until it has, and of a spent one, the page says where it leads.
  const purpose = pathname === paths.newPassword().to ? 'password_reset' : 'first_sign_in'
  return (
    <EntryPage isWide>
      {hash === '' ? (
        <NoLink purpose={purpose} />
      ) : (
        <OpenLink key={hash} secret={hash} purpose={purpose} />
      )}
    </EntryPage>
  )
}

type PurposeProps = { purpose: LinkPurpose }

function NoLink({ purpose }: PurposeProps) {
  return (
    <EmptyState
      icon={<Link2Off />}
      title={words.noLink}
      actions={<WithoutLink purpose={purpose} />}
    >
      {words[purpose].noLinkDetail}
    </EmptyState>
  )
}

/** What can be done without a link that is good. */
function WithoutLink({ purpose }: PurposeProps) {
  return (
    <>
      {purpose === 'password_reset' ? (
        <Link {...paths.forgottenPassword()} className={buttonClass('primary')}>
          {words.askAnother}
        </Link>
      ) : null}
      <Link {...paths.signIn()} className={buttonClass()}>
        {words.toSignIn}
      </Link>
    </>
  )
}

function OpenLink({ secret, purpose }: PurposeProps & { secret: string }) {
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
    <SpentLink thrown={query.error} purpose={purpose} />
  ) : (
    <ErrorState problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  )
}

function SpentLink({ thrown, purpose }: PurposeProps & { thrown: unknown }) {
  const { title, detail } = toProblem(thrown)
  return (
    <EmptyState icon={<Link2Off />} title={title} actions={<WithoutLink purpose={purpose} />}>
      {detail ? <p>{detail}</p> : null}
      <p>{words[purpose].spentNext}</p>
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
  const { title, lead } = words[holder.purpose]
  const errors = form.formState.errors
  const hasFieldErrors = Object.keys(errors).length > 0
  if (isProblem(setting.error, 'link_spent'))
    return <SpentLink thrown={setting.error} purpose={holder.purpose} />
  return (
    <>
      <title>{`${title} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{title}</h1>
      <p className="mt-1 text-muted">{lead(person_name, organisation_name)}</p>
      <div className="mt-5 rounded-md bg-sunken px-4 py-3">
        <DescriptionList
          facts={[
            {
              term: words.organisation,
              value: `${organisation_name} (${organisation})`,
            },
            { term: words.email, value: email },
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
        <input type="hidden" autoComplete="username" value={email} readOnly />
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
      return router.navigate({
        to: '/sign-in',
        search: { organisation },
        state: { email },
        replace: true,
      })
    },
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), ['password']),
  })
}
