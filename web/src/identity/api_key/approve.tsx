import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { apiKeyKeys, type SeenApiKey } from './queries'
import { Scopes } from './scopes'
import { words } from './words.en'

type ApproveProps = { apiKey: SeenApiKey; onClose: () => void }

/** Agrees: from now on the key opens what is listed. */
export default function ApproveApiKey({ apiKey, onClose }: ApproveProps) {
  const { id, name, asked_by_name, revision, scopes, networks } = apiKey
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
      <Scopes codes={scopes} />
      <p className="text-muted text-sm">
        {networks.length > 0 ? networks.join(', ') : words.networkCount(0)}
      </p>
    </AskDialog>
  )
}
