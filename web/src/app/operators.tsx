import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useRouter } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { toProblem } from '@/kernel/problem'
import { messages } from '@/platform/messages.en'
import { onOperatorSessionEnded } from '@/platform/send'
import { SignInAgain } from '@/platform/session/again'
import { type Operator, operatorKeys, operatorQuery, signOut } from '@/platform/session/queries'
import { ErrorState } from '@/ui/error-state'
import { IconButton } from '@/ui/icon-button'
import { LocaleProvider } from '@/ui/locale'
import { Page } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { useToast } from '@/ui/toast'
import { Confirming } from './confirming'
import { MainPart, SkipLink } from './main-part'
import { paths } from './paths'
import { ThemeSwitch } from './theme-switch'

const { timeZone } = Intl.DateTimeFormat().resolvedOptions()

/** The frame of the operators' plane: nothing of the tenants' shell stands in it, and it looks like nothing of theirs. */
export default function Operators(): ReactNode {
  const { data: operator, error, refetch } = useQuery(operatorQuery)
  const isOut = error !== null && toProblem(error).status === 401
  useWayOut(isOut)
  if (operator === undefined)
    return error === null || isOut ? (
      <PageSkeleton />
    ) : (
      <main className="grid min-h-dvh place-items-center">
        <Page isNarrow>
          <ErrorState problem={toProblem(error)} onRetry={() => void refetch()} />
        </Page>
      </main>
    )
  return (
    <LocaleProvider locale="en-GB" timeZone={timeZone}>
      <div className="flex min-h-dvh flex-col">
        <SkipLink />
        <Head operator={operator} />
        <MainPart>
          <Outlet />
        </MainPart>
      </div>
      <Confirming />
      <SignInAgain />
    </LocaleProvider>
  )
}

/** Whoever is out, or is put out, goes to sign in and back here; who was in is told that the session has ended. */
function useWayOut(isOut: boolean): void {
  const router = useRouter()
  const cache = useQueryClient()
  const leave = useEffectEvent(() => {
    const hasEnded = cache.getQueryData(operatorQuery.queryKey) !== undefined
    const { href, pathname } = router.state.location
    if (pathname === paths.operatorSignIn().to) return
    void router
      .navigate({ ...paths.operatorSignIn(href), state: { hasEnded } })
      .then(() => cache.removeQueries({ queryKey: operatorKeys.all }))
  })
  useEffect(() => onOperatorSessionEnded(() => leave()), [])
  useEffect(() => {
    if (isOut) leave()
  }, [isOut])
}

const linkClass =
  'flex h-8 items-center rounded-md px-2.5 font-[530] text-muted text-sm hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:text-ink max-md:h-10'

/** Says whose plane this is, and who is in it; dark in both themes. */
function Head({ operator }: { operator: Operator }) {
  const { name, email, role, permissions } = operator
  return (
    <header
      data-theme="dark"
      className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b bg-accent-soft px-3 py-2 text-ink md:px-6"
    >
      <Link {...paths.operator()} className="flex items-center gap-2.5 rounded-md leading-tight">
        <img src="/favicon.svg" alt="" className="size-8" />
        <span>
          <span className="block font-semibold text-sm">{messages.plane}</span>
          <span className="block text-2xs text-muted">{messages.product}</span>
        </span>
      </Link>
      <nav
        aria-label={messages.navigation}
        className="flex flex-1 gap-1 max-sm:order-last max-sm:basis-full"
      >
        <Link {...paths.operator()} activeOptions={{ exact: true }} className={linkClass}>
          {messages.organisations.title}
        </Link>
        {permissions.includes('platform.support_request') ? (
          <Link {...paths.operatorSupport()} className={linkClass}>
            {messages.support}
          </Link>
        ) : null}
        {permissions.includes('platform.incident_read') ? (
          <>
            <Link {...paths.operatorOperators()} className={linkClass}>
              {messages.operators}
            </Link>
            <Link {...paths.operatorEvents()} className={linkClass}>
              {messages.events.title}
            </Link>
          </>
        ) : null}
        <Link {...paths.operatorAccount()} className={linkClass}>
          {messages.account}
        </Link>
      </nav>
      <p className="min-w-0 text-right leading-tight max-sm:flex-1" title={email}>
        <span className="sr-only">{messages.signedInAs} </span>
        <span className="block truncate font-[550] text-sm">{name}</span>
        <span className="block text-2xs text-muted">{messages.roles[role]}</span>
      </p>
      <span className="flex">
        <ThemeSwitch />
        <SignOut />
      </span>
    </header>
  )
}

function SignOut() {
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  const leaving = useMutation({
    // Whoever sees the page to sign in is out.
    mutationFn: () => signOut(cache, () => router.navigate(paths.operatorSignIn())),
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title: messages.signOutFailed, description: detail ?? title })
    },
  })
  return (
    <IconButton
      label={messages.signOut}
      icon={<LogOut className="size-4" aria-hidden="true" />}
      isBusy={leaving.isPending}
      onClick={() => leaving.mutate()}
    />
  )
}
