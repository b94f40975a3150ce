import { expect, test } from 'vitest'
import type { OpenWork } from '@/api/schema.gen'
import { headError, isCovered, nobody, successorsOf } from './successors'

const open: OpenWork = {
  person_id: 'hugo',
  person_name: 'Hugo Head',
  departments: [
    { id: 'kitchen', name: 'Kitchen' },
    { id: 'bar', name: 'Bar' },
  ],
  approvals: [
    {
      kind: 'requisition',
      document_id: 'one',
      title: 'Towels',
      requester_name: 'Rosa',
      step_name: 'Head of department',
      needs_successor: true,
    },
  ],
  documents: [],
  others: { suppliers: 0, policy_drafts: 0, grants: 0, api_keys: 0, imports: 0 },
  is_nothing: false,
}
const hilde = { value: 'hilde', label: 'Hilde Head' }
const chosen = { ...nobody, heads: { bar: hilde }, approvals: hilde, documents: hilde }

test('only what is open is sent, and all of it must be covered', () => {
  expect(successorsOf(open, chosen)).toEqual({
    heads: [{ department_id: 'bar', person_id: 'hilde' }],
    approvals_to: 'hilde',
  })
  expect(isCovered(open, chosen)).toBe(false)
  expect(isCovered(open, { ...chosen, heads: { bar: hilde, kitchen: hilde } })).toBe(true)
})

test('a refused head is told beside its department', () => {
  const errors = { 'successors.heads.0.person_id': 'Must be somebody who is active.' }
  expect(headError(open, chosen, errors, 'bar')).toBe('Must be somebody who is active.')
  expect(headError(open, chosen, errors, 'kitchen')).toBeUndefined()
})
