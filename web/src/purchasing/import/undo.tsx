import { useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { supplierKeys } from '@/suppliers/queries'
import { ActDialog } from '../document/act-dialog'
import { orderKeys } from '../order/queries'
import { messages } from './messages.en'
import { onImport } from './queries'
import { type ImportActProps, useSeenImport } from './seen'

const words = messages.undo

/** Says what goes before it does, and that the trail keeps it. */
export default function UndoImport({ seen, onClose }: ImportActProps) {
  const { id, file_name, kind, undo } = seen.import
  const cache = useQueryClient()
  const gone = undo?.gone ?? 0
  const facts = [gone > 0 ? words.gone(gone) : null, words.free, words.trail, words.all].filter(
    (fact) => fact !== null,
  )
  return (
    <ActDialog
      {...useSeenImport(seen)}
      title={words.title(file_name)}
      description={words.effect[kind](undo?.documents ?? 0)}
      confirm={words.submit}
      isDanger
      run={({ etag }) => answer(api.POST('/v1/imports/{id}/undo', { params: onImport(id, etag) }))}
      done={seen.import.counts.rows > 1000 ? words.begun : words.done}
      onClose={onClose}
      onDone={() => {
        const made = kind === 'suppliers' ? supplierKeys.all : orderKeys.all
        void cache.invalidateQueries({ queryKey: made })
      }}
    >
      <ul className="flex list-disc flex-col gap-1 pl-4 text-muted text-sm">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </ActDialog>
  )
}
