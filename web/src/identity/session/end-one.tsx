import { AskDialog } from '@/access/ask-dialog'
import { api, done } from '@/api/client'
import type { ListedSession } from '@/api/schema.gen'
import { messages } from '../messages.en'
import { sessionKeys } from './queries'

const words = messages.sessions

type EndOneProps = { session: ListedSession; device: string; onClose: () => void }

/** Signs out one of one's own devices. */
export function EndOne({ session, device, onClose }: EndOneProps) {
  return (
    <AskDialog
      title={words.endTitle(device)}
      detail={words.endDetail}
      confirm={words.end}
      done={words.endDone}
      isDanger
      stale={sessionKeys.all}
      run={() => done(api.POST('/v1/sessions/{id}/end', { params: { path: { id: session.id } } }))}
      onClose={onClose}
    />
  )
}
