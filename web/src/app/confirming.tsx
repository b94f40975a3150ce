import { lazy, Suspense, useEffect, useState } from 'react'
import { type Asked, type Attempt, onConfirmation } from '@/api/confirming'

const Confirm = lazy(() => import('./confirm'))

type Open = {
  asked: Asked
  attempt: Attempt
  settle: (answer: Response | null) => void
}

/** Lets whoever is signed in confirm what they do, wherever they are, when the server asks for it. */
export function Confirming() {
  const [open, setOpen] = useState<Open | null>(null)
  useEffect(
    () =>
      onConfirmation(
        (asked, attempt) =>
          new Promise((settle) => {
            setOpen({ asked, attempt, settle })
          }),
      ),
    [],
  )
  if (open === null) return null
  const end = (answer: Response | null) => {
    open.settle(answer)
    setOpen(null)
  }
  return (
    <Suspense>
      <Confirm key={open.asked.id} asked={open.asked} attempt={open.attempt} onEnd={end} />
    </Suspense>
  )
}
