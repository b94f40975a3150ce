import { Outlet, useMatches } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Can } from '@/access/can'
import { useMe } from '@/access/me'
import { reading } from '@/api/reading'
import { deniedProblem } from '@/kernel/problem'
import { DeniedState } from '@/ui/error-state'
import { LocaleProvider } from '@/ui/locale'
import { Page } from '@/ui/page'
import { Confirming } from './confirming'
import { Reauthentication } from './reauthentication'
import { SecondFactorGate } from './second-factor-gate'
import { Shell } from './shell'

const SupportBar = lazy(() => import('./support-bar'))
const OwnerRecoveryWaits = lazy(() => import('@/identity/owner_recovery/waiting'))
const SupportReads = lazy(() => import('@/tenancy/support_access/live'))

/** The part of the app behind sign-in: the reader's language and zone, the shell, the screen. */
export function SignedIn() {
  const { person, permissions } = useMe()
  const needed = useMatches({
    select: (matches) => matches.at(-1)?.staticData.screen?.permission,
  })
  return (
    <LocaleProvider locale={person.locale} timeZone={person.time_zone}>
      <SecondFactorGate>
        <Shell foot={<Watched />}>
          {needed === undefined || permissions.includes(needed) ? (
            <Outlet />
          ) : (
            <Page>
              <DeniedState problem={deniedProblem} />
            </Page>
          )}
        </Shell>
      </SecondFactorGate>
      <Confirming />
      <Reauthentication />
    </LocaleProvider>
  )
}

/** Stays in sight as long as an operator reads, or is about to let the owner in: to the operator, and to those who may end it. */
function Watched() {
  return (
    <Suspense fallback={null}>
      {reading() === null ? (
        <>
          <Can permission="owner_recovery.view">
            <OwnerRecoveryWaits />
          </Can>
          <Can permission="support_access.view">
            <SupportReads />
          </Can>
        </>
      ) : (
        <SupportBar />
      )}
    </Suspense>
  )
}
