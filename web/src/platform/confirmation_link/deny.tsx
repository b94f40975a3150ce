import { answer } from '@countersign/client'
import { useMutation } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { Link2Off, ShieldCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DeniedOperatorConfirmationView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ProblemNotice } from '@/ui/error-state'
import { api } from '../client'
import { EntryPage } from '../entry-page'
import { withWait } from '../problem'
import { words } from './words.en'

/** The page of the link beside a code. Its secret stands behind the `#`, which no browser sends to a server. */
export default function DenyOperatorConfirmation(): ReactNode {
  const hash = useRouterState({ select: (state) => state.location.hash })
  return (
    <EntryPage isWide>
      <title>{`${words.title} · Countersign`}</title>
      {hash === '' ? (
        <EmptyState icon={<Link2Off />} title={words.noLink} actions={<ToSignIn />}>
          {words.noLinkDetail}
        </EmptyState>
      ) : (
        <OpenLink key={hash} link={hash} />
      )}
    </EntryPage>
  )
}

function OpenLink({ link }: { link: string }) {
  const denying = useMutation({
    mutationFn: () => answer(api.POST('/v1/operator/confirmation-link/deny', { body: { link } })),
  })
  if (denying.data) return <Denied denied={denying.data} />
  if (isProblem(denying.error, 'operator_confirmation_link_spent')) {
    const { title, next } = toProblem(denying.error)
    return (
      <EmptyState icon={<Link2Off />} title={title} actions={<ToSignIn />}>
        {next}
      </EmptyState>
    )
  }
  return (
    <>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{words.title}</h1>
      <p className="mt-1 text-muted">{words.lead}</p>
      <div className="mt-6 flex flex-col gap-3">
        {denying.error ? <ProblemNotice problem={withWait(toProblem(denying.error))} /> : null}
        <Button
          look="danger"
          isBusy={denying.isPending}
          className="h-10 w-full"
          onClick={() => denying.mutate()}
        >
          {words.deny}
        </Button>
        <p className="text-muted text-sm">{words.leave}</p>
      </div>
    </>
  )
}

function Denied({ denied: { title, is_done } }: { denied: DeniedOperatorConfirmationView }) {
  return (
    <EmptyState
      icon={is_done ? <TriangleAlert /> : <ShieldCheck />}
      title={is_done ? words.done : words.denied}
      actions={<ToSignIn />}
    >
      {is_done ? words.doneDetail(title) : words.deniedDetail(title)}
    </EmptyState>
  )
}

function ToSignIn() {
  return (
    <Link {...paths.operatorSignIn()} className={buttonClass()}>
      {words.toSignIn}
    </Link>
  )
}
