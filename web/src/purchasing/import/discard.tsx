import { answer, api } from '@/api/client'
import { ActDialog } from '../document/act-dialog'
import { messages } from './messages.en'
import { onImport } from './queries'
import { type ImportActProps, useSeenImport } from './seen'

const words = messages.discard

export default function DiscardImport({ seen, onClose }: ImportActProps) {
  const { id, file_name } = seen.import
  return (
    <ActDialog
      {...useSeenImport(seen)}
      title={words.title(file_name)}
      description={words.detail}
      confirm={words.submit}
      isDanger
      run={({ etag }) =>
        answer(api.POST('/v1/imports/{id}/discard', { params: onImport(id, etag) }))
      }
      done={words.done}
      onClose={onClose}
    />
  )
}
