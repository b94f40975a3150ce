import * as v from 'valibot'
import { expect, test } from 'vitest'
import { requestOf, type ServerValues, serverValues, valuesOf } from './values'

const typed: ServerValues = {
  host: 'mail.example.com',
  port: '587',
  security: 'starttls',
  user_name: 'orders',
  from_address: 'orders@example.com',
  password: ' as typed ',
}

test('a password is sent as it was typed, and not at all where none was', () => {
  expect(requestOf(typed)).toStrictEqual({ ...typed, port: 587 })
  expect(requestOf({ ...typed, password: '' })).not.toHaveProperty('password')
})

test('a form begins with what is set, and never with a password', () => {
  const empty = { server: null, password: null, last_test: null, revision: 1, actions: [] }
  expect(valuesOf(empty)).toStrictEqual({
    host: '',
    port: '465',
    security: 'tls',
    user_name: '',
    from_address: '',
    password: '',
  })
})

test('a host is a name, and whoever orders come from is an address', () => {
  const wrong = (change: Partial<ServerValues>) =>
    !v.safeParse(serverValues, { ...typed, ...change }).success
  expect(wrong({})).toBe(false)
  expect(wrong({ host: 'localhost' })).toBe(true)
  expect(wrong({ host: 'mail.example.com:25' })).toBe(true)
  expect(wrong({ from_address: 'nobody' })).toBe(true)
  expect(wrong({ user_name: ' ' })).toBe(true)
})
