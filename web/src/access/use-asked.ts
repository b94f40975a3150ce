import { type ReactNode, useState } from 'react'

/** The dialog of an act. It stands beside the list, whose row may go while the dialog says why it was refused. */
export function useAsked<Asked>(dialogOf: (asked: Asked, onClose: () => void) => ReactNode): {
  ask: (asked: Asked) => void
  dialog: ReactNode
} {
  const [asked, setAsked] = useState<Asked | null>(null)
  return { ask: setAsked, dialog: asked === null ? null : dialogOf(asked, () => setAsked(null)) }
}
