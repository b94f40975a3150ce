import { lazy, Suspense, useState } from 'react'
import { useCan } from '@/access/can'
import { useMe } from '@/access/me'
import type { Person } from '@/api/schema.gen'
import { Button } from '@/ui/button'
import { words } from './leaving-words.en'

const DeactivateDialog = lazy(() => import('./deactivate-dialog'))

/** Deactivates somebody else; what they leave open is asked for in the dialog. */
export function DeactivatePerson({ person }: { person: Person }) {
  const [isAsked, setIsAsked] = useState(false)
  const [canAct, canSee] = [useCan('person.deactivate'), useCan('person.view_open_work')]
  const isOwn = useMe().person.id === person.id
  if (!isAsked && (!person.is_active || !canAct || !canSee || isOwn)) return null
  return (
    <>
      <Button look="danger" onClick={() => setIsAsked(true)}>
        {words.deactivate}
      </Button>
      {isAsked ? (
        <Suspense fallback={null}>
          <DeactivateDialog person={person} onClose={() => setIsAsked(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
