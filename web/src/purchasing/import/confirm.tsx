import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '@/api/client'
import { supplierKeys } from '@/suppliers/queries'
import { Checkbox } from '@/ui/checkbox'
import { ActDialog } from '../document/act-dialog'
import { orderKeys } from '../order/queries'
import { messages } from './messages.en'
import { onImport } from './queries'
import { type ImportActProps, useSeenImport } from './seen'

const words = messages.confirm

/** Beyond so many a job makes them, which the page then shows. */
const rowsAtOnce = 1000

type ConfirmProps = ImportActProps & { onMade: () => void }

/** Says what will happen before it does; rows with problems are left out only when somebody says so. */
export default function ConfirmImport({ seen, onClose, onMade }: ConfirmProps) {
  const { kind, counts, id } = seen.import
  const cache = useQueryClient()
  const [isSkipping, setIsSkipping] = useState(false)
  const [isMissing, setIsMissing] = useState(false)
  const hasProblems = counts.problems > 0
  const facts = [
    counts.warnings > 0 ? words.warnings(counts.warnings) : null,
    counts.repeated > 0 ? words.repeated(counts.repeated) : null,
    words.again,
    words.undo,
  ].filter((fact) => fact !== null)
  return (
    <ActDialog
      {...useSeenImport(seen)}
      title={words.title[kind](counts.documents)}
      description={words.effect[kind](counts.documents)}
      confirm={words.submit}
      isReady={() => {
        setIsMissing(hasProblems && !isSkipping)
        return !hasProblems || isSkipping
      }}
      run={({ etag }) =>
        answer(
          api.POST('/v1/imports/{id}/confirm', {
            params: onImport(id, etag),
            body: { skip_problems: isSkipping },
          }),
        )
      }
      done={counts.rows > rowsAtOnce ? words.begun : words.done[kind](counts.documents)}
      onClose={onClose}
      onDone={() => {
        const made = kind === 'suppliers' ? supplierKeys.all : orderKeys.all
        void cache.invalidateQueries({ queryKey: made })
        onMade()
      }}
    >
      <ul className="flex list-disc flex-col gap-1 pl-4 text-muted text-sm">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {hasProblems ? (
        <div className="rounded-lg bg-sunken px-3.5 py-3 ring-1 ring-line">
          <Checkbox
            label={words.skip(counts.problems)}
            hint={words.skipHint}
            isChecked={isSkipping}
            onCheckedChange={(isChecked) => {
              setIsSkipping(isChecked)
              setIsMissing(false)
            }}
          />
          {isMissing ? (
            <p role="alert" className="mt-1.5 text-bad text-sm">
              {words.needSkip}
            </p>
          ) : null}
        </div>
      ) : null}
    </ActDialog>
  )
}
