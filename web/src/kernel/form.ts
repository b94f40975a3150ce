import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { fieldErrors, type Problem } from './problem'

/**
 * Puts the server's field messages beside their fields and moves to the first of them.
 * Returns false when the refusal speaks of no field of this form, so that it must be shown above it.
 */
export function showFieldErrors<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  problem: Problem,
  fields: readonly Path<Values>[],
): boolean {
  const messages = fieldErrors(problem)
  const known = fields.filter((field) => messages[field] !== undefined)
  for (const [place, field] of known.entries()) {
    form.setError(field, { message: messages[field] ?? '' }, { shouldFocus: place === 0 })
  }
  return known.length > 0
}
