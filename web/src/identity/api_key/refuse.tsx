import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { apiKeyKeys, type SeenApiKey } from './queries'
import { words } from './words.en'

type RefuseProps = { apiKey: SeenApiKey; onClose: () => void }

/** Refuses, with a reason. */
export default function RefuseApiKey({ apiKey, onClose }: RefuseProps) {
  const { id, name, revision } = apiKey
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={words.refuseTitle(name)}
      detail={words.refuseDetail}
      confirm={words.refuse}
      done={words.refused(name)}
      stale={apiKeyKeys.all}
      isDanger
      needsReason
      reasonMax={500}
      run={(reason) => answer(api.POST('/v1/api-keys/{id}/refuse', { params, body: { reason } }))}
      onClose={onClose}
    />
  )
}
