import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { messages } from './messages.en'

/** The first stop of the Tab key: past the frame. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      {messages.skip}
    </a>
  )
}

/** Focus follows the place: after a click on a link the next Tab starts in the new screen. */
export function MainPart({ children }: { children: ReactNode }) {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current !== undefined && shown.current !== path)
      main.current?.focus({ preventScroll: true })
    shown.current = path
  }, [path])
  return (
    <main id="main" ref={main} tabIndex={-1} className="flex-1 outline-none">
      {children}
    </main>
  )
}
