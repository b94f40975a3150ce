import { lazy } from 'react'
import { AskedAside } from '@/api/asked-aside'
import { onReauthentication } from '@/api/recent-sign-in'

const Reauthenticate = lazy(() => import('@/identity/session/reauthenticate'))

/** Asks whoever is signed in for the password once more, wherever they are, when what they do needs it. */
export function Reauthentication() {
  return <AskedAside on={onReauthentication} dialog={Reauthenticate} />
}
