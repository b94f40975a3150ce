import type { ComponentProps } from 'react'
import ConfirmDialog from '@/access/confirm'
import { hasPasskeys, showsPasskey } from '@/identity/passkey/device'

const device = { hasPasskeys, showsPasskey }

/** Lets whoever is signed in confirm what they do, with the passkeys of this browser. */
export default function Confirm(props: Omit<ComponentProps<typeof ConfirmDialog>, 'device'>) {
  return <ConfirmDialog {...props} device={device} />
}
