import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useCan } from '@/access/can'
import type { ProfileView } from '@/api/schema.gen'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { words } from '../person/leaving-words.en'

const LeaveDialog = lazy(() => import('./leave-dialog'))

/** The end of one's own account. */
export default function Leave({ profile }: { profile: ProfileView }): ReactNode {
  const [isAsked, setIsAsked] = useState(false)
  if (!useCan('profile.leave')) return null
  return (
    <Card title={words.leave.title}>
      <div className="flex flex-col gap-4">
        <p className="text-muted text-sm">{words.leave.lead}</p>
        <div className="flex justify-end">
          <Button look="danger" onClick={() => setIsAsked(true)}>
            {words.leave.act}
          </Button>
        </div>
      </div>
      {isAsked ? (
        <Suspense fallback={null}>
          <LeaveDialog profile={profile} onClose={() => setIsAsked(false)} />
        </Suspense>
      ) : null}
    </Card>
  )
}
