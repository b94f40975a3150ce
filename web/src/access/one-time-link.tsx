import { useMutation } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { Link2Off } from 'lucide-react'
import type { ReactNode } from 'react'
import { isProblem, type Problem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ProblemNotice } from '@/ui/error-state'

type Words = { noLink: string; noLinkDetail: string; title: string; lead: string; leave: string }

type OneTimeLinkProps<T> = {
  words: Words
  /** What its button says. */
  act: string
  run: (link: string) => Promise<T>
  /** The code of a link that opens nothing. */
  spent: string
  /** What stands there once it is done. */
  done: (answer: T) => ReactNode
  toSignIn: ReactNode
  explain?: (problem: Problem) => Problem
}

/** What a link of a mail is for: one thing, after a look at it. Its secret stands behind the `#`, which no browser sends to a server. */
export function OneTimeLink<T>(props: OneTimeLinkProps<T>): ReactNode {
  const { words, toSignIn } = props
  const hash = useRouterState({ select: (state) => state.location.hash })
  return (
    <>
      <title>{`${words.title} · Countersign`}</title>
      {hash === '' ? (
        <EmptyState icon={<Link2Off />} title={words.noLink} actions={toSignIn}>
          {words.noLinkDetail}
        </EmptyState>
      ) : (
        <OpenLink key={hash} link={hash} {...props} />
      )}
    </>
  )
}

function OpenLink<T>({
  link,
  words,
  act,
  run,
  spent,
  done,
  toSignIn,
  explain = (problem) => problem,
}: OneTimeLinkProps<T> & { link: string }) {
  const running = useMutation({ mutationFn: () => run(link) })
  if (running.isSuccess) return done(running.data)
  if (isProblem(running.error, spent)) {
    const { title, next } = toProblem(running.error)
    return (
      <EmptyState icon={<Link2Off />} title={title} actions={toSignIn}>
        {next}
      </EmptyState>
    )
  }
  return (
    <>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{words.title}</h1>
      <p className="mt-1 text-muted">{words.lead}</p>
      <div className="mt-6 flex flex-col gap-3">
        {running.error ? <ProblemNotice problem={explain(toProblem(running.error))} /> : null}
        <Button
          look="danger"
          isBusy={running.isPending}
          className="h-10 w-full"
          onClick={() => running.mutate()}
        >
          {act}
        </Button>
        <p className="text-muted text-sm">{words.leave}</p>
      </div>
    </>
  )
}
