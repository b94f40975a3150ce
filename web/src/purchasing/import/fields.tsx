import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { classNames } from '@/ui/class-names'
import { asConvention, Convention } from './convention'
import { FieldSource } from './field-source'
import { ForgetMapping } from './forget-mapping'
import { isFolded } from './mapping'
import { messages } from './messages.en'
import type { Import, ImportField } from './queries'
import type { Trying } from './trying'

const words = messages.fields

type FieldsProps = {
  subject: Import
  trying: Trying
  closedBecause: string | undefined
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}

/** Where each field comes from; those that the file does not give, and need not, are folded away. */
export function Fields({ subject, trying, closedBecause, isOpen, onOpen }: FieldsProps) {
  // What stood open once stays open, so that a field does not vanish from under the cursor.
  const [folded] = useState(
    () =>
      new Set(
        subject.fields.filter((field) => isFolded(field, trying.edits)).map(({ field }) => field),
      ),
  )
  const shown = subject.fields.filter(
    (one) => isOpen || !folded.has(one.field) || !isFolded(one, trying.edits),
  )
  const isClosed = closedBecause !== undefined
  return (
    <Card title={words.title}>
      <ForgetMapping subject={subject} />
      {closedBecause ? <p className="mb-3 text-muted text-sm">{closedBecause}</p> : null}
      <ul className="flex flex-col gap-4">
        {shown.map((field) => (
          <li key={field.field} id={fieldPlace(field.field)} className="scroll-mt-20">
            <OneField subject={subject} field={field} trying={trying} isClosed={isClosed} />
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
            onClick={() => onOpen(!isOpen)}
          >
            {isOpen ? words.fold : words.folded(folded.size)}
          </Button>
          {isOpen ? null : <p className="text-faint text-xs">{words.foldedHint}</p>}
        </div>
      ) : null}
    </Card>
  )
}

type OneFieldProps = { subject: Import; field: ImportField; trying: Trying; isClosed: boolean }

function OneField({ field, ...shown }: OneFieldProps) {
  const name = asConvention(field.field)
  if (name === null) return <FieldSource {...shown} field={field} />
  return <Convention name={name} field={field} trying={shown.trying} isClosed={shown.isClosed} />
}

/** Where on the page a field stands. */
function fieldPlace(field: string): string {
  return `field-${field}`
}

/** Moves to a field, so that it can be mended; false when it is folded away. */
export function goToField(field: string): boolean {
  const place = document.getElementById(fieldPlace(field))
  place?.scrollIntoView({ block: 'center' })
  place?.querySelector<HTMLElement>('input, select')?.focus({ preventScroll: true })
  return place !== null
}
