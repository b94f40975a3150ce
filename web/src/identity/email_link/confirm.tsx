import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { CircleCheck, Link2Off } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { answer, api } from '@/api/client'
import type { EmailConfirmedView, EmailLinkView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState, ProblemNotice } from '@/ui/error-state'
import { TableSkeleton } from '@/ui/skeleton'
import { EntryPage } from '../entry-page'
import { Refused, RefuseEmail } from './refuse'
import { words } from './words.en'

/** The page of both links of another address. Their secret stands behind the `#`, which no browser sends to a server. */
export default function ConfirmEmail(): ReactNode {
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
      <Link {...paths.profile()} className={buttonClass()}>
        {words.toProfile}
      </Link>
      <Link {...paths.signIn()} className={buttonClass()}>
        {words.toSignIn}
      </Link>
    </>
  )
}

function OpenLink({ secret }: { secret: string }) {
  const query = useQuery({
    queryKey: ['email-link', secret],
    queryFn: ({ signal }) =>
      answer(api.POST('/v1/email-link/read', { body: { link: secret }, signal })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
  if (query.data) return <Wish secret={secret} wish={query.data} />
  if (!query.error)
    return (
      <>
        <p className="sr-only">{words.reading}</p>
        <TableSkeleton rows={4} />
      </>
    )
  return isProblem(query.error, 'email_link_spent') ? (
    <SpentLink thrown={query.error} />
  ) : (
    <ErrorState problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  )
}

function SpentLink({ thrown }: { thrown: unknown }) {
  const { title, next } = toProblem(thrown)
  return (
    <EmptyState icon={<Link2Off />} title={title} actions={<WaysOn />}>
      {next}
    </EmptyState>
  )
}

type WishProps = { secret: string; wish: EmailLinkView }

function Wish({ secret, wish }: WishProps) {
  const [isRefused, setIsRefused] = useState(false)
  const confirming = useMutation({
    mutationFn: () => answer(api.POST('/v1/email-link/confirm', { body: { link: secret } })),
  })
  if (isRefused) return <Refused organisation={wish.organisation} />
  if (confirming.data) return <Confirmed done={confirming.data} />
  if (isProblem(confirming.error, 'email_link_spent'))
    return <SpentLink thrown={confirming.error} />
  const title = words.title[wish.side]
  return (
    <>
      <title>{`${title} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{title}</h1>
      <p className="mt-1 text-muted">
        {words.lead[wish.side](wish.person_name, wish.organisation_name)}
      </p>
      <WishFacts wish={wish} />
      <div className="mt-6 flex flex-col gap-3">
        {confirming.error ? <ProblemNotice problem={toProblem(confirming.error)} /> : null}
        <p className="text-muted text-sm">{wish.is_last ? words.last : words.first}</p>
        <Button
          look="primary"
          isBusy={confirming.isPending}
          className="h-10 w-full"
          onClick={() => confirming.mutate()}
        >
          {words.confirm}
        </Button>
        {wish.side === 'old' ? (
          <RefuseEmail secret={secret} onRefused={() => setIsRefused(true)} />
        ) : null}
      </div>
    </>
  )
}

function WishFacts({ wish }: { wish: EmailLinkView }) {
  return (
    <div className="mt-5 rounded-md bg-sunken px-4 py-3">
      <DescriptionList
        facts={[
          {
            term: words.organisation,
            value: `${wish.organisation_name} (${wish.organisation})`,
          },
          { term: words.person, value: wish.person_name },
          { term: words.from, value: wish.old_email },
          { term: words.to, value: wish.new_email },
        ]}
      />
    </div>
  )
}

function Confirmed({ done }: { done: EmailConfirmedView }) {
  const title = done.is_changed ? words.changed : words.confirmed
  return (
    <EmptyState icon={<CircleCheck />} title={title} actions={<WaysOn />}>
      {done.is_changed ? words.changedDetail(done.new_email) : words.confirmedDetail}
    </EmptyState>
  )
}
