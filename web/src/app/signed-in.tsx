import { Outlet, useMatches } from '@tanstack/react-router'
import { useMe } from '@/access/me'
import { deniedProblem } from '@/kernel/problem'
import { DeniedState } from '@/ui/error-state'
import { LocaleProvider } from '@/ui/locale'
import { Page } from '@/ui/page'
import { Confirming } from './confirming'
import { Reauthentication } from './reauthentication'
import { SecondFactorGate } from './second-factor-gate'
import { Shell } from './shell'

/** The part of the app behind sign-in: the reader's language and zone, the shell, the screen. */
export function SignedIn() {
  const { person, permissions } = useMe()
  const needed = useMatches({
    select: (matches) => matches.at(-1)?.staticData.screen?.permission,
  })
  return (
    <LocaleProvider locale={person.locale} timeZone={person.time_zone}>
      <SecondFactorGate>
        <Shell>
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
