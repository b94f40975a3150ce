import { AskButton } from '@/access/ask-button'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import { Card } from '@/ui/card'
import { messages } from '../messages.en'

const words = messages.everybody

/** Signs everybody else of the organisation out. */
export function EndOfOrganisation() {
  if (!useCan('organisation.end_sessions')) return null
  return (
    <Card title={words.title}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted text-sm">{words.lead}</p>
        <AskButton
          act={words.act}
          look="danger"
          title={words.act}
          detail={words.detail}
          done={({ ended }) => (ended === 0 ? words.noneEnded : messages.sessions.ended(ended))}
          isDanger
          run={() => answer(api.POST('/v1/organisation/end-sessions'))}
        />
      </div>
    </Card>
  )
}
