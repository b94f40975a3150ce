import { useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api } from '@/api/client'
import type { PasskeyView } from '@/api/schema.gen'
import { TextField } from '@/ui/text-field'
import { passkeysQuery } from './queries'
import { words } from './words.en'

type RenamePasskeyProps = { passkey: PasskeyView; onClose: () => void }

/** Another name for a passkey. */
export default function RenamePasskey({ passkey, onClose }: RenamePasskeyProps) {
  const [name, setName] = useState(passkey.name)
  const path = { id: passkey.id }
  return (
    <AskDialog
      title={words.renameTitle}
      detail={words.renameDetail}
      confirm={words.rename}
      done={words.renameDone}
      stale={passkeysQuery.queryKey}
      run={() => answer(api.POST('/v1/passkeys/{id}/rename', { params: { path }, body: { name } }))}
      onClose={onClose}
    >
      <TextField
        label={words.name}
        autoFocus
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </AskDialog>
  )
}
