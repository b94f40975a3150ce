import { describe, expect, it } from 'vitest'
import { actsOf } from './acts'

const ops = ['platform.tenant_read', 'platform.tenant_suspend', 'platform.tenant_resume']

describe('actsOf', () => {
  it('offers what fits how an organisation stands', () => {
    expect(actsOf('active', ops)).toEqual(['suspend'])
    expect(actsOf('suspended', ops)).toEqual(['resume'])
  })
  it('offers nothing while nobody knows how it stands, nor to whoever may not', () => {
    expect(actsOf('unknown', ops)).toEqual([])
    expect(actsOf('active', ['platform.tenant_read'])).toEqual([])
  })
})
