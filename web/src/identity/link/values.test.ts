import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { charsOf, newPassword } from './values'

function faultsOf(password: string, again = password) {
  const { issues = [] } = v.safeParse(newPassword, { password, again })
  return issues.map((issue) => issue.path?.map((part) => part.key).join('.'))
}

describe('a first password', () => {
  it('has 15 to 256 characters, whichever', () => {
    expect(faultsOf('fifteen letters')).toEqual([])
    expect(faultsOf('fourteen chars')).toEqual(['password'])
    expect(faultsOf('x'.repeat(256))).toEqual([])
    expect(faultsOf('x'.repeat(257))).toEqual(['password'])
  })
  it('counts what people see as one character once', () => {
    expect(charsOf('🦜🦜')).toBe(2)
  })
  it('is typed twice alike', () => {
    expect(faultsOf('fifteen letters', 'fifteen letter')).toEqual(['again'])
  })
})
