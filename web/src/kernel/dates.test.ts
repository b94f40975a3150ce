import { describe, expect, it } from 'vitest'
import {
  addDays,
  endOfDay,
  formatAgo,
  formatDate,
  formatInstant,
  isCalendarDate,
  isPast,
  isSoon,
  startOfDay,
  todayIn,
} from './dates'

const noon = Date.parse('2026-11-20T12:00:00Z')

describe('a calendar date', () => {
  it('is the same day whatever the zone of the machine', () => {
    expect(formatDate('2026-12-18', 'en-GB', '2026-11-20')).toBe('18 Dec')
  })
  it('shows its year when that is another one', () => {
    expect(formatDate('2027-01-02', 'en-GB', '2026-11-20')).toBe('2 Jan 2027')
  })
  it('must exist', () => {
    expect(isCalendarDate('2026-02-29')).toBe(false)
    expect(isCalendarDate('2028-02-29')).toBe(true)
    expect(formatDate('soon', 'en-GB')).toBe('soon')
  })
  it('is not past on its own day', () => {
    expect(isPast('2026-11-20', '2026-11-20')).toBe(false)
    expect(isPast('2026-11-19', '2026-11-20')).toBe(true)
  })
})

describe('a day', () => {
  it('has neighbours across months and years', () => {
    expect([addDays('2026-02-28', 1), addDays('2027-01-01', -1)]).toEqual([
      '2026-03-01',
      '2026-12-31',
    ])
  })
  it('begins when the clock of the reader says so, on days of a clock change too', () => {
    expect([
      startOfDay('2026-11-20', 'UTC'),
      startOfDay('2026-11-20', 'Asia/Tokyo'),
      startOfDay('2026-03-29', 'Europe/London'),
      startOfDay('2026-03-30', 'Europe/London'),
      startOfDay('2026-10-25', 'Europe/London'),
      startOfDay('2026-10-26', 'Europe/London'),
      startOfDay('2026-11-01', 'America/New_York'),
      startOfDay('2026-11-02', 'America/New_York'),
    ]).toEqual([
      '2026-11-20T00:00:00.000Z',
      '2026-11-19T15:00:00.000Z',
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T23:00:00.000Z',
      '2026-10-24T23:00:00.000Z',
      '2026-10-26T00:00:00.000Z',
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ])
  })
})

describe('the end of a day', () => {
  it('is its last second where the reader is', () => {
    expect([endOfDay('2026-11-20', 'UTC'), endOfDay('2026-10-25', 'Europe/London')]).toEqual([
      '2026-11-20T23:59:59.000Z',
      '2026-10-25T23:59:59.000Z',
    ])
  })
})

describe('what is soon', () => {
  it('has come, comes within a minute, or is not told', () => {
    const soon = [null, '2026-11-20T11:00:00Z', '2026-11-20T12:00:59Z', '2026-11-20T12:01:00Z']
    expect(soon.map((at) => isSoon(at, noon))).toEqual([true, true, true, false])
  })
})

describe('a moment', () => {
  it('is shown on the clock of the reader', () => {
    expect(formatInstant('2026-11-20T23:30:00Z', 'en-GB', 'Asia/Tokyo')).toBe('21 Nov 2026, 08:30')
  })
  it('decides which date today is', () => {
    const late = Date.parse('2026-11-20T23:30:00Z')
    expect([todayIn('UTC', late), todayIn('Asia/Tokyo', late)]).toEqual([
      '2026-11-20',
      '2026-11-21',
    ])
  })
  it('is told in the unit that fits', () => {
    expect(formatAgo('2026-11-20T11:58:00Z', 'en-GB', noon)).toBe('2 min ago')
    expect(formatAgo('2026-11-20T09:00:00Z', 'en-GB', noon)).toBe('3 hr ago')
    expect(formatAgo('2026-11-23T12:00:00Z', 'en-GB', noon)).toBe('in 3 days')
  })
})
