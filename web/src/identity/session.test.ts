import { describe, expect, it } from 'vitest'
import { safeReturn } from './session'

describe('safeReturn', () => {
  it('goes back to the place that was asked for', () => {
    expect(safeReturn('/audit?actor=1#row')).toBe('/audit?actor=1#row')
  })
  it.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/sign-in?to=/x',
    'audit',
  ])('goes home instead of to %j', (to) => {
    expect(safeReturn(to)).toBe('/')
  })
})
