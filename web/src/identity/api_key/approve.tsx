import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { useFormat } from '@/kernel/format'
import { apiKeyKeys, type SeenApiKey } from './queries'
import { Scopes } from './scopes'
import { words } from './words.en'

type ApproveProps = { apiKey: SeenApiKey; onClose: () => void }

/** Agrees: from now on the key opens what is listed. */
export default function ApproveApiKey({ apiKey, onClose }: ApproveProps) {
  const { id, name, asked_by_name, revision, scopes, networks, reason, expires_at } = apiKey
  const format = useFormat()
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={words.approveTitle(name)}
      detail={words.approveDetail(asked_by_name)}
      confirm={words.approve}
      done={words.approved(name)}
      stale={apiKeyKeys.all}
      run={() => answer(api.POST('/v1/api-keys/{id}/approve', { params }))}
      onClose={onClose}
    >
      <p className="text-sm [overflow-wrap:anywhere]">{words.wantedFor(reason)}</p>
      <Scopes codes={scopes} />
      <p className="text-muted text-sm">
        {words.reach(
          networks.length > 0 ? words.from(networks.join(', ')) : words.networkCount(0),
          format.instant(expires_at),
        )}
      </p>
    </AskDialog>
  )
}
