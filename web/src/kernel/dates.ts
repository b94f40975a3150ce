/** A calendar date such as `2026-12-18`; it has no time and no zone, so nothing can shift it. */
export type CalendarDate = string

const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/

export function isCalendarDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return dateForm.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** "18 Dec", with the year when it is not the year of `today`. */
export function formatDate(date: CalendarDate, locale: string, today?: CalendarDate): string {
  if (!isCalendarDate(date)) return date
  const isThisYear = today !== undefined && today.slice(0, 4) === date.slice(0, 4)
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`))
}

/** A moment on the reader's own clock: "20 Nov 2026, 10:30". */
export function formatInstant(instant: string, locale: string, timeZone: string): string {
  return formatMoment(instant, locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
}

/** The time of a moment alone: "10:30". */
export function formatTime(instant: string, locale: string, timeZone: string): string {
  return formatMoment(instant, locale, { timeStyle: 'short', timeZone })
}

/** A moment with seconds and zone, for evidence. */
export function formatInstantExact(instant: string, locale: string, timeZone: string): string {
  return formatMoment(instant, locale, { dateStyle: 'long', timeStyle: 'long', timeZone })
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['minute', 60, 60],
  ['hour', 3_600, 30],
  ['day', 86_400, 30],
  ['month', 2_629_746, 18],
]

/** "2 hours ago" or "in 3 days". */
export function formatAgo(instant: string, locale: string, nowMs: number): string {
  const seconds = (Date.parse(instant) - nowMs) / 1000
  if (Number.isNaN(seconds)) return instant
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  for (const [unit, size, limit] of steps) {
    if (Math.abs(seconds) < size * limit) return format.format(Math.round(seconds / size), unit)
  }
  return format.format(Math.round(seconds / 31_556_952), 'year')
}

const soonMs = 60_000

/** Whether a moment has come, or comes within a minute; one that is not told is now. */
export function isSoon(at: string | null | undefined, nowMs: number): boolean {
  return !at || Date.parse(at) - nowMs < soonMs
}

/** Which date it is for somebody in this zone. */
export function todayIn(timeZone: string, nowMs: number): CalendarDate {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(nowMs)
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** The day some days later, or earlier when they are negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  const moved = new Date(`${date}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

/** The moment at which a date begins for somebody in this zone. */
export function startOfDay(date: CalendarDate, timeZone: string): string {
  const midnightMs = Date.parse(`${date}T00:00:00Z`)
  // The offset at the guess may lie on the other side of a clock change; asked twice, it is that of the moment itself.
  const guessMs = midnightMs - offsetMs(midnightMs, timeZone)
  return new Date(midnightMs - offsetMs(guessMs, timeZone)).toISOString()
}

/** The last second of a date for somebody in this zone: what ends then holds all of that day. */
export function endOfDay(date: CalendarDate, timeZone: string): string {
  return new Date(Date.parse(startOfDay(addDays(date, 1), timeZone)) - 1000).toISOString()
}

function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs)
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value)
  const there = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return there - Math.trunc(atMs / 1000) * 1000
}

/** True when the date lies before today; the day itself is not past. */
export function isPast(date: CalendarDate, today: CalendarDate): boolean {
  return date < today
}

function formatMoment(
  instant: string,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): string {
  const moment = new Date(instant)
  return Number.isNaN(moment.getTime())
    ? instant
    : new Intl.DateTimeFormat(locale, options).format(moment)
}
