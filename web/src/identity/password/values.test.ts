import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { charsOf, newPassword, passwordChange } from './values'

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

describe('another password', () => {
  const faults = (password: string, new_password: string, again = new_password) => {
    const { issues = [] } = v.safeParse(passwordChange, { password, new_password, again })
    return issues.map((issue) => issue.path?.map((part) => part.key).join('.'))
  }
  it('takes the place of one that is given', () => {
    expect(faults('short', 'fifteen letters')).toEqual([])
    expect(faults('', 'fifteen letters')).toEqual(['password'])
    expect(faults('short', 'fourteen chars')).toEqual(['new_password'])
  })
  it('is another, and typed twice alike', () => {
    expect(faults('fifteen letters', 'fifteen letters')).toEqual(['new_password'])
    expect(faults('short', 'fifteen letters', 'fifteen letter')).toEqual(['again'])
  })
})
