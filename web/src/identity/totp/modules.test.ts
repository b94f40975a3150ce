import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { pathOf } from './modules'

describe('the path of a QR code', () => {
  it('draws each run of dark modules once', () => {
    const rows = [
      [false, true, true, false, true],
      [false, false, false, false, false],
      [true, false, false, true, true],
    ]
    expect(pathOf(rows)).toBe('M1 0h2v1h-2zM4 0h1v1h-1zM0 2h1v1h-1zM3 2h2v1h-2z')
  })
  it('covers as much as is dark', () => {
    const { data } = encode('otpauth://totp/Countersign:a?secret=JBSWY3DPEHPK3PXP', { border: 4 })
    const drawn = [...pathOf(data).matchAll(/h(\d+)v/g)].map((run) => Number(run[1]))
    expect(drawn.reduce((sum, length) => sum + length, 0)).toBe(data.flat().filter(Boolean).length)
  })
})
