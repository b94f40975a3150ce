import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { classNames } from '@/ui/class-names'
import { FieldSource } from './field-source'
import { isFolded } from './mapping'
import { messages } from './messages.en'
import type { Import } from './queries'
import type { Trying } from './trying'

const words = messages.fields

type FieldsProps = { subject: Import; trying: Trying; closedBecause: string | undefined }

/** Where each field comes from; those that the file does not give, and need not, are folded away. */
export function Fields({ subject, trying, closedBecause }: FieldsProps) {
  const [isOpen, setIsOpen] = useState(false)
  // What stood open once stays open, so that a field does not vanish from under the cursor.
  const [folded] = useState(
    () =>
      new Set(
        subject.fields.filter((field) => isFolded(field, trying.edits)).map(({ field }) => field),
      ),
  )
  const shown = subject.fields.filter(({ field }) => isOpen || !folded.has(field))
  return (
    <Card title={words.title}>
      {closedBecause ? <p className="mb-3 text-muted text-sm">{closedBecause}</p> : null}
      <ul className="flex flex-col gap-4">
        {shown.map((field) => (
          <li key={field.field}>
            <FieldSource
              subject={subject}
              field={field}
              trying={trying}
              isClosed={closedBecause !== undefined}
            />
          </li>
        ))}
      </ul>
      {folded.size > 0 ? (
        <div className="mt-4 border-line border-t pt-3">
          <Button
            look="ghost"
            size="sm"
            aria-expanded={isOpen}
            className="-ml-2.5"
            icon={
              <ChevronDown
                className={classNames('size-4 transition-transform', isOpen && 'rotate-180')}
                aria-hidden="true"
              />
            }
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? words.fold : words.folded(folded.size)}
          </Button>
          {isOpen ? null : <p className="text-faint text-xs">{words.foldedHint}</p>}
        </div>
      ) : null}
    </Card>
  )
}
