import { lazy, Suspense, useEffect, useState } from 'react'
import { onSignInAgain } from '../send'

const AgainDialog = lazy(() => import('./again-dialog'))

/** Has the operator sign in again, wherever they are, when what they do wants a more recent sign-in. */
export function SignInAgain() {
  const [settle, setSettle] = useState<((isDone: boolean) => void) | null>(null)
  useEffect(() => onSignInAgain(() => new Promise((resolve) => setSettle(() => resolve))), [])
  if (settle === null) return null
  const end = (isDone: boolean) => {
    settle(isDone)
    setSettle(null)
  }
  return (
    <Suspense>
      <AgainDialog onEnd={end} />
    </Suspense>
  )
}
