import { lazy } from 'react'
import { AskedAside } from '@/api/asked-aside'
import { onSignInAgain } from '../send'

const AgainDialog = lazy(() => import('./again-dialog'))

/** Has the operator sign in again, wherever they are, when what they do wants a more recent sign-in. */
export function SignInAgain() {
  return <AskedAside on={onSignInAgain} dialog={AgainDialog} />
}
