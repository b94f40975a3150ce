import { useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api } from '@/api/client'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { messages } from '../messages.en'
import { sessionKeys } from './queries'

const words = messages.everybody

/** Signs everybody else of the organisation out. */
export function EndOfOrganisation() {
  const [isAsked, setIsAsked] = useState(false)
  return (
    <Card title={words.title}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted text-sm">{words.lead}</p>
        <Button look="danger" onClick={() => setIsAsked(true)}>
          {words.act}
        </Button>
      </div>
      {isAsked ? (
        <AskDialog
          title={words.act}
          detail={words.detail}
          confirm={words.act}
          done={({ ended }) => (ended === 0 ? words.noneEnded : messages.sessions.ended(ended))}
          isDanger
          stale={sessionKeys.all}
          run={() => answer(api.POST('/v1/organisation/end-sessions'))}
          onClose={() => setIsAsked(false)}
        />
      ) : null}
    </Card>
  )
}
