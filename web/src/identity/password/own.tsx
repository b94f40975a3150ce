import { lazy, Suspense, useState } from 'react'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { messages } from '../messages.en'

const ChangePassword = lazy(() => import('./change'))
const words = messages.change

/** What one signs in with, and the way to another. */
export function OwnPassword() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Card title={words.title}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted text-sm">{words.lead}</p>
        <Button onClick={() => setIsOpen(true)}>{words.act}</Button>
      </div>
      {isOpen ? (
        <Suspense>
          <ChangePassword onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </Card>
  )
}
