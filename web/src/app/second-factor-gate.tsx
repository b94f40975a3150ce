import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { meQuery, useMe } from '@/access/me'
import { onSecondFactorDemanded } from '@/api/send'
import { PageSkeleton } from '@/ui/skeleton'
import { useSignOut } from './sign-out'

const SetUpDemanded = lazy(() => import('@/identity/totp/demanded'))

/** Shows nothing but the set-up to whoever should have a second factor by now and has none. */
export function SecondFactorGate({ children }: { children: ReactNode }) {
  const { second_factor_by: by } = useMe()
  const leave = useSignOut()
  const [isShut, setIsShut] = useState(false)
  useShutWhenRefused(() => setIsShut(true))
  // It stays until the recovery codes are kept, which is after the server would let one in.
  if (!isShut && by && Date.parse(by) <= Date.now()) setIsShut(true)
  if (!isShut) return children
  return (
    <Suspense fallback={<PageSkeleton />}>
      <SetUpDemanded
        onDone={() => setIsShut(false)}
        onSignOut={() => leave.mutate()}
        isLeaving={leave.isPending}
      />
    </Suspense>
  )
}

/** The days may end while the page stands open, and this clock may be late: the server's refusal counts. */
function useShutWhenRefused(onShut: () => void) {
  const cache = useQueryClient()
  useEffect(() =>
    onSecondFactorDemanded(() => {
      // Another tab may have set it up since; several refusals at once ask once.
      cache.fetchQuery({ ...meQuery, staleTime: 0 }).then(
        ({ second_factor_by }) => {
          if (second_factor_by) onShut()
        },
        () => undefined,
      )
    }),
  )
}
