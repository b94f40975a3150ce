import { fieldErrors, type Problem } from '@/kernel/problem'

const refusedFields: Partial<Record<string, 'password' | 'code'>> = {
  password_refused: 'password',
  code_refused: 'code',
}

/** The field whose content a refusal refuses. */
export function refusedField({ code }: Problem): 'password' | 'code' | undefined {
  return refusedFields[code]
}

/** Whether a refusal is told beside a field, and so not above the form when its field is typed in again. */
export function isToldAtField(problem: Problem): boolean {
  const told = fieldErrors(problem)
  return refusedField(problem) !== undefined || 'password' in told || 'code' in told
}
