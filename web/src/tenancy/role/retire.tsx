import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { roleKeys, type SeenRole } from './queries'
import { words } from './words.en'

const texts = words.retire

type RetireProps = { role: SeenRole; onClose: () => void }

/** Retires a role that nobody has. */
export default function RetireRole({ role, onClose }: RetireProps) {
  const { id, name, revision } = role
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  return (
    <AskDialog
      title={texts.title(name)}
      detail={texts.detail}
      confirm={texts.act}
      done={texts.done(name)}
      stale={roleKeys.all}
      isDanger
      run={() => answer(api.POST('/v1/roles/{id}/retire', { params }))}
      onClose={onClose}
    />
  )
}
