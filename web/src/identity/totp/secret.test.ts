import { describe, expect, it } from 'vitest'
import { inGroups } from './secret'

describe('a secret', () => {
  it('stands in groups of four', () => {
    expect(inGroups('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP')).toBe(
      'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
    )
  })
  it('keeps what is left over', () => {
    expect(inGroups('JBSWY3')).toBe('JBSW Y3')
    expect(inGroups('')).toBe('')
  })
})
