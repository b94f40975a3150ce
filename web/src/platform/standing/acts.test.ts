import { describe, expect, it } from 'vitest'
import type { OrganisationAtAGlance, WaitingView } from '@/api/schema.gen'
import { actsOf, waitingOf } from './acts'

const ops = [
  'platform.tenant_read',
  'platform.tenant_suspend',
  'platform.tenant_resume',
  'platform.tenant_delete',
]

describe('actsOf', () => {
  it('offers what fits how an organisation stands', () => {
    expect(actsOf('active', ops)).toEqual(['suspend', 'delete'])
    expect(actsOf('suspended', ops)).toEqual(['resume', 'delete'])
    expect(actsOf('deleting', ops)).toEqual(['restore'])
  })
  it('offers nothing once it is gone, while nobody knows how it stands, nor to whoever may not', () => {
    expect(actsOf('deleted', ops)).toEqual([])
    expect(actsOf('unknown', ops)).toEqual([])
    expect(actsOf('active', ['platform.tenant_read'])).toEqual([])
  })
})

describe('waitingOf', () => {
  const waiting: WaitingView = {
    id: 'c1',
    act: 'delete',
    reason: 'The contract has ended.',
    asked_by: 'o1',
    asked_by_name: 'Oda Finch',
    asked_at: '2026-11-23T09:00:00Z',
    expires_at: '2026-11-24T09:00:00Z',
  }
  const inn: OrganisationAtAGlance = { id: 'i1', slug: 'an-inn', home: 'eu1', state: 'active' }

  it('is what another operator carries out', () => {
    expect(waitingOf({ ...inn, waiting })).toEqual(waiting)
  })
  it('is nothing where nothing was asked, and never restoring, which one does alone', () => {
    expect(waitingOf(inn)).toBeNull()
    expect(waitingOf({ ...inn, waiting: { ...waiting, act: 'restore' } })).toBeNull()
  })
})
