import { lazy, Suspense, useEffect, useState } from 'react'
import { onReauthentication } from '@/api/recent-sign-in'

const Reauthenticate = lazy(() => import('@/identity/session/reauthenticate'))

/** Asks whoever is signed in for the password once more, wherever they are, when what they do needs it. */
export function Reauthentication() {
  const [settle, setSettle] = useState<((isDone: boolean) => void) | null>(null)
  useEffect(
    () =>
      onReauthentication(
        () =>
          new Promise((resolve) => {
            setSettle(() => resolve)
          }),
      ),
    [],
  )
  if (settle === null) return null
  const end = (isDone: boolean) => {
    settle(isDone)
    setSettle(null)
  }
  return (
    <Suspense>
      <Reauthenticate onEnd={end} />
    </Suspense>
  )
}
