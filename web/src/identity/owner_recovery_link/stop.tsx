import { useMutation } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { Link2Off, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { answer, api } from '@/api/client'
import { paths } from '@/app/paths'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ProblemNotice } from '@/ui/error-state'
import { EntryPage } from '../entry-page'
import { words } from './words.en'

/** The page of the link to an owner who is brought back. Its secret stands behind the `#`, which no browser sends to a server. */
export default function StopRecovery(): ReactNode {
  const hash = useRouterState({ select: (state) => state.location.hash })
  return (
    <EntryPage isWide>
      {hash === '' ? (
        <EmptyState icon={<Link2Off />} title={words.noLink} actions={<ToSignIn />}>
          {words.noLinkDetail}
        </EmptyState>
      ) : (
        <OpenLink key={hash} secret={hash} />
      )}
    </EntryPage>
  )
}

function OpenLink({ secret }: { secret: string }) {
  const stopping = useMutation({
    mutationFn: () => answer(api.POST('/v1/owner-recovery-link/stop', { body: { link: secret } })),
  })
  if (stopping.data) {
    return (
      <EmptyState icon={<ShieldCheck />} title={words.stopped} actions={<ToSignIn />}>
        {words.stoppedDetail(stopping.data.organisation_name)}
      </EmptyState>
    )
  }
  if (isProblem(stopping.error, 'owner_recovery_link_spent')) {
    const { title, next } = toProblem(stopping.error)
    return (
      <EmptyState icon={<Link2Off />} title={title} actions={<ToSignIn />}>
        {next}
      </EmptyState>
    )
  }
  return (
    <>
      <title>{`${words.title} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{words.title}</h1>
      <p className="mt-1 text-muted">{words.lead}</p>
      <div className="mt-6 flex flex-col gap-3">
        {stopping.error ? <ProblemNotice problem={toProblem(stopping.error)} /> : null}
        <Button
          look="danger"
          isBusy={stopping.isPending}
          className="h-10 w-full"
          onClick={() => stopping.mutate()}
        >
          {words.stop}
        </Button>
        <p className="text-muted text-sm">{words.leave}</p>
      </div>
    </>
  )
}

function ToSignIn() {
  return (
    <Link {...paths.signIn()} className={buttonClass()}>
      {words.toSignIn}
    </Link>
  )
}
