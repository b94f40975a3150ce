import { describe, expect, it } from 'vitest'
import type { Problem } from '@/kernel/problem'
import {
  blankPerson,
  type DraftPerson,
  faultsOf,
  faultsOfAll,
  requestOf,
  sentPeople,
  serverFaults,
} from './draft'

const ada: DraftPerson = {
  ...blankPerson(),
  name: ' Ada Okafor ',
  email: 'ada@example.com',
  department: { value: '0198', label: 'Kitchen' },
  roles: ['requester', 'accounts'],
}

describe('somebody to invite', () => {
  it('is sent trimmed, and without a department as null', () => {
    expect(requestOf(ada)).toEqual({
      name: 'Ada Okafor',
      email: 'ada@example.com',
      department_id: '0198',
      roles: ['requester', 'accounts'],
      custom_roles: [],
    })
    expect(requestOf({ ...ada, department: null }).department_id).toBeNull()
  })
  it('may have roles of the organisation\u2019s own, by their ids', () => {
    const own = '01a203df-0a3f-7000-8000-000000000000'
    const both = { ...ada, roles: ['requester', own] }
    expect(faultsOf(both)).toEqual({})
    expect(requestOf(both)).toMatchObject({ roles: ['requester'], custom_roles: [own] })
  })
  it('needs a name, an address and a role', () => {
    expect(faultsOf(ada)).toEqual({})
    expect(Object.keys(faultsOf({ ...ada, name: ' ', email: '', roles: [] }))).toEqual([
      'name',
      'email',
      'roles',
    ])
  })
  it('may have brought a department and a role that are none', () => {
    const read = { ...ada, department: { value: '', label: 'Poole' }, roles: ['owner', 'barista'] }
    expect(faultsOf(read)).toEqual({
      department: 'No department in use is called “Poole”',
      roles: '“barista” is not a role',
    })
  })
})

describe('all of them', () => {
  it('are checked but for the rows in which nothing stands', () => {
    const blank = blankPerson()
    const nameless = { ...ada, key: 'b', name: '' }
    expect(faultsOfAll([blank, ada, nameless])).toEqual({ 'b.name': 'Enter a name' })
    expect(Object.keys(faultsOfAll([blank]))).toEqual([`${blank.key}.name`, `${blank.key}.email`])
  })
  it('get the messages of the server at the rows that were sent', () => {
    const errors = ['people[1].email', 'people[0].department_id', 'people[0].roles', 'people'].map(
      (field) => ({ field, rule: 'taken', message: field }),
    )
    const problem: Problem = {
      type: '',
      title: '',
      status: 422,
      code: 'invalid',
      request_id: '',
      errors,
    }
    const people = [{ ...ada, key: 'a' }, blankPerson(), { ...ada, key: 'c' }]
    expect(serverFaults(sentPeople(people), problem)).toEqual({
      'c.email': 'people[1].email',
      'a.department': 'people[0].department_id',
      'a.roles': 'people[0].roles',
    })
  })
})
