import { describe, expect, it } from 'vitest'
import { issueBody, isUnderWay, lacksAddress, mailBody, tellingApart } from './mailing'

const suppliers = 'orders@linen.example'
const draft = { isMailed: true, address: null, message: '' }

describe('what a mail is asked for with', () => {
  it('is nothing where it goes to the supplier without a word', () => {
    expect(mailBody(draft, suppliers)).toEqual({})
    expect(mailBody({ ...draft, address: ` ${suppliers} ` }, suppliers)).toEqual({})
    expect(issueBody(draft, null)).toEqual({})
  })
  it('names another address and what is said', () => {
    const said = { ...draft, address: ' lena@linen.example', message: ' Hello \n' }
    const body = { address: 'lena@linen.example', message: 'Hello' }
    expect(mailBody(said, suppliers)).toEqual(body)
    expect(issueBody(said, null)).toEqual(body)
  })
  it('says no more than that where nothing is mailed', () => {
    const off = { isMailed: false, address: 'lena@linen.example', message: 'Hello' }
    expect(issueBody(off, suppliers)).toEqual({ is_mailed: false })
    expect(lacksAddress(off, null)).toBe(false)
  })
})

describe('lacksAddress', () => {
  it('is so where an address was taken away, or a message has nowhere to go', () => {
    expect(lacksAddress({ ...draft, address: ' ' }, suppliers)).toBe(true)
    expect(lacksAddress({ ...draft, message: 'Hello' }, null)).toBe(true)
  })
  it('is not so where there is one, or nothing was said to a supplier without any', () => {
    expect(lacksAddress(draft, suppliers)).toBe(false)
    expect(lacksAddress(draft, null)).toBe(false)
  })
})

describe('isUnderWay', () => {
  const nowMs = Date.parse('2026-11-23T10:00:00Z')
  it('is what leaves or is tried within a minute', () => {
    expect(isUnderWay({ state: 'waiting', next_at: null }, nowMs)).toBe(true)
    expect(isUnderWay({ state: 'waiting', next_at: '2026-11-23T10:00:59Z' }, nowMs)).toBe(true)
    expect(isUnderWay({ state: 'waiting', next_at: '2026-11-23T10:01:00Z' }, nowMs)).toBe(false)
    expect(isUnderWay({ state: 'sent', next_at: null }, nowMs)).toBe(false)
  })
})

describe('tellingApart', () => {
  it('says why an issue mailed nothing, and that a mail went elsewhere', () => {
    const moment = (action: string, detail: object) => ({
      at: '2026-11-23T10:00:00Z',
      action: `purchase_order.${action}`,
      detail,
    })
    const told = tellingApart([
      moment('issued', { not_mailed: 'no_address' }),
      moment('issued', { not_mailed: null }),
      moment('mailed', { to: 'supplier' }),
      moment('mailed', { to: 'another_address' }),
    ])
    expect(told.map((one) => one.action)).toEqual([
      'purchase_order.issued no_address',
      'purchase_order.issued',
      'purchase_order.mailed',
      'purchase_order.mailed another_address',
    ])
  })
})
