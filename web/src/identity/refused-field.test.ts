import { describe, expect, it } from 'vitest'
import { isToldAtField } from './refused-field'

const refusal = { type: '', title: 'No', status: 403, request_id: '' }

describe('a refusal', () => {
  it('of a code or a password is told at its field', () => {
    expect(isToldAtField({ ...refusal, code: 'code_refused' })).toBe(true)
    expect(isToldAtField({ ...refusal, code: 'password_refused' })).toBe(true)
    const errors = [{ field: 'code', rule: 'not_a_code', message: 'Must be the six digits' }]
    expect(isToldAtField({ ...refusal, code: 'invalid', errors })).toBe(true)
  })
  it('of anything else is told above the form', () => {
    expect(isToldAtField({ ...refusal, code: 'too_many_attempts' })).toBe(false)
    const errors = [{ field: 'sign_in', rule: 'required', message: 'Must be given' }]
    expect(isToldAtField({ ...refusal, code: 'invalid', errors })).toBe(false)
  })
})
