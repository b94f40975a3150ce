import { Select } from '@/ui/select'
import { sourceOf } from './mapping'
import { messages } from './messages.en'
import type { ImportField } from './queries'
import type { Trying } from './trying'

const words = messages.fields.convention
const conventions = { decimal_sign: words.decimal_sign, date_format: words.date_format } as const
type ConventionName = keyof typeof conventions

/** Whether a field says how the file writes something, and so is said once for all rows and never by a column. */
export function asConvention(field: string): ConventionName | null {
  return field === 'decimal_sign' || field === 'date_format' ? field : null
}

/** The convention that settles a problem which says that something can be read in two ways. */
export function conventionFor(code: string): ConventionName | null {
  if (code === 'ambiguous_number') return 'decimal_sign'
  return code === 'ambiguous_date' ? 'date_format' : null
}

type ConventionProps = {
  name: ConventionName
  field: ImportField
  trying: Trying
  isClosed: boolean
}

/** How the file writes numbers or days, where it does not show it by itself. */
export function Convention({ name, field, trying, isClosed }: ConventionProps) {
  const source = sourceOf(field, trying.edits)
  return (
    <Select
      label={field.label}
      isOptional
      options={conventions[name]}
      placeholder={words.unsaid}
      disabled={isClosed}
      error={trying.faults[field.field]}
      value={source && 'constant' in source ? source.constant : ''}
      onChange={({ target }) =>
        trying.setSource(field.field, target.value ? { constant: target.value } : null)
      }
    />
  )
}
