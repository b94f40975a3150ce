import { type ComponentType, type LazyExoticComponent, Suspense, useEffect, useState } from 'react'

type Asking = () => Promise<boolean>
type AskedAsideProps = {
  /** Has it ask when a call needs an answer. */
  on: (asking: Asking) => () => void
  dialog: LazyExoticComponent<ComponentType<{ onEnd: (isDone: boolean) => void }>>
}

/** Opens a dialog, wherever one is, when what one does needs an answer first. */
export function AskedAside({ on, dialog: Dialog }: AskedAsideProps) {
  const [settle, setSettle] = useState<((isDone: boolean) => void) | null>(null)
  useEffect(() => on(() => new Promise((resolve) => setSettle(() => resolve))), [on])
  if (settle === null) return null
  const end = (isDone: boolean) => {
    settle(isDone)
    setSettle(null)
  }
  return (
    <Suspense>
      <Dialog onEnd={end} />
    </Suspense>
  )
}
