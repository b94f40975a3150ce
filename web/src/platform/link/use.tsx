import { answer } from '@countersign/client'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { CircleCheck, Link2Off } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { paths } from '@/app/paths'
import { isProblem, toProblem } from '@/kernel/problem'
import { buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { TableSkeleton } from '@/ui/skeleton'
import { api } from '../client'
import { EntryPage } from '../entry-page'
import { messages } from '../messages.en'

const SetBoth = lazy(() => import('./set-both'))

const words = messages.link

/** The page of an operator's one-time link. Its secret stands behind the `#`, which no browser sends to a server. */
export default function UseOperatorLink(): ReactNode {
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

function ToSignIn({ email }: { email?: string }) {
  return (
    <Link
      {...paths.operatorSignIn()}
      {...(email ? { state: { email } } : {})}
      className={buttonClass(email ? 'primary' : 'plain')}
    >
      {email ? words.signIn : words.toSignIn}
    </Link>
  )
}

/** Begins once: begun anew it is another app, and what was scanned is of no use. */
function OpenLink({ link }: { link: string }) {
  const [email, setEmail] = useState<string | null>(null)
  const query = useQuery({
    queryKey: ['operator-link', link],
    queryFn: () => answer(api.POST('/v1/operator/links/begin', { body: { link } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  })
  if (email !== null)
    return (
      <EmptyState icon={<CircleCheck />} title={words.done} actions={<ToSignIn email={email} />}>
        {words.doneDetail}
      </EmptyState>
    )
  if (query.data)
    return (
      <Suspense fallback={<Reading />}>
        <SetBoth
          link={link}
          begun={query.data}
          onBeginAnew={() => query.refetch()}
          onDone={() => setEmail(query.data.email)}
        />
      </Suspense>
    )
  if (!query.error) return <Reading />
  return isProblem(query.error, 'operator_link_spent') ? (
    <SpentLink thrown={query.error} />
  ) : (
    <ErrorState problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  )
}

function Reading() {
  return (
    <>
      <p className="sr-only">{words.reading}</p>
      <TableSkeleton rows={4} />
    </>
  )
}

function SpentLink({ thrown }: { thrown: unknown }) {
  const { title, next, detail } = toProblem(thrown)
  return (
    <EmptyState icon={<Link2Off />} title={title} actions={<ToSignIn />}>
      {detail ? <p>{detail}</p> : null}
      {next ? <p>{next}</p> : null}
    </EmptyState>
  )
}
