import { describe, expect, it } from 'vitest'
import type { AuditEventView } from '@/api/schema.gen'
import { pageOf } from './target'

const id = '0198c5a2-7d1e-7000-8000-000000000000'
const event = (action: string) =>
  ({ action, entity: action.split('.')[0], entity_id: id, detail: {} }) as AuditEventView

describe('where a thing is shown', () => {
  it('is its own page, where it has one', () => {
    expect(pageOf(event('access_review.decided'))).toEqual({
      to: '/people/reviews/$id',
      params: { id },
    })
  })
  it('is its list, where it has none', () => {
    expect(pageOf(event('factor_reset.created'))).toMatchObject({ to: '/people/factor-resets' })
    expect(pageOf(event('invitation.resent'))).toEqual({ to: '/people/invitations' })
  })
  it('is the list of reviews for a file of one, whose event bears the id of the organisation', () => {
    expect(pageOf(event('access_review.exported'))).toEqual({ to: '/people/reviews' })
  })
  it('is nowhere for what has neither', () => {
    expect(pageOf(event('security_policy.updated'))).toBeNull()
  })
})
