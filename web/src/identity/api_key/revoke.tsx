import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { apiKeyKeys, type SeenApiKey } from './queries'
import { words } from './words.en'

type RevokeProps = { apiKey: SeenApiKey; onClose: () => void }

/** Ends a key for good, with a reason. */
export default function RevokeApiKey({ apiKey, onClose }: RevokeProps) {
  const { id, name, revision } = apiKey
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={words.revokeTitle(name)}
      detail={words.revokeDetail}
      confirm={words.revoke}
      done={words.revoked(name)}
      stale={apiKeyKeys.all}
      isDanger
      needsReason
      reasonMax={500}
      run={(reason) => answer(api.POST('/v1/api-keys/{id}/revoke', { params, body: { reason } }))}
      onClose={onClose}
    />
  )
}
