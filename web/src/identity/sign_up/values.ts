import * as v from 'valibot'
import type { Region } from '@/api/schema.gen'
import type { Problem } from '@/kernel/problem'
import { account } from '../account'
import { words } from './words.en'

const charsMax = 63
const slug = v.pipe(
  account.organisation,
  v.regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, words.organisationRule),
)
const name = v.pipe(v.string(), v.trim(), v.nonEmpty(words.needName))
const choice = v.pipe(v.string(), v.nonEmpty(words.needChoice))

/** Who signs up, and for what. */
export const signUp = v.object({
  organisation_name: name,
  organisation: slug,
  person_name: name,
  email: account.email,
  base_currency: choice,
  time_zone: choice,
  region: v.string(),
})
export type SignUp = v.InferOutput<typeof signUp>

/** The name to sign in with, where another is chosen with the link. */
export const foundedName = slug

/** A short name like the one that an organisation calls itself by. */
export function slugLike(called: string): string {
  return called
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, charsMax)
    .replace(/^-+|-+$/g, '')
}

// Where most money is of one kind; elsewhere one chooses.
const euros = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ')
const others: Record<string, string> = {
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  HU: 'HUF',
  IN: 'INR',
  JP: 'JPY',
  MX: 'MXN',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  PY: 'PYG',
  RO: 'RON',
  SE: 'SEK',
  SG: 'SGD',
  US: 'USD',
}

/** What the browser is set to, where the API takes it. */
export function guessed(language: string): { locale: string; base_currency: string } {
  const locale = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/.test(language)
    ? language
    : 'en-GB'
  const region = locale.split('-').at(-1) ?? ''
  return { locale, base_currency: euros.includes(region) ? 'EUR' : (others[region] ?? '') }
}

export function guessedTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}

/** The region that a time zone is in or near, if it is offered; else the first. */
export function guessedRegion(timeZone: string, offered: readonly Region[]): Region | '' {
  const continent = timeZone.split('/')[0] ?? ''
  const near: Record<string, Region> = {
    America: 'US',
    Asia: 'APAC',
    Australia: 'APAC',
    Pacific: 'APAC',
    Africa: 'EU',
    Europe: 'EU',
  }
  const guess = near[continent]
  return guess !== undefined && offered.includes(guess) ? guess : (offered[0] ?? '')
}

/** What is typed first of all, by what the browser is set to. */
export function emptySignUp(regions: readonly Region[]): SignUp {
  const time_zone = guessedTimeZone()
  return {
    organisation_name: '',
    organisation: '',
    person_name: '',
    email: '',
    base_currency: guessed(navigator.language).base_currency,
    time_zone,
    region: guessedRegion(time_zone, regions),
  }
}

/** As the API takes it. */
export function requested({ region, ...values }: SignUp) {
  const chosen = (['EU', 'US', 'APAC'] as const).find((one) => one === region)
  const { locale } = guessed(navigator.language)
  return { ...values, locale, ...(chosen ? { region: chosen } : {}) }
}

/** Every currency of the browser, by what the reader calls it. */
export function currencyOptions(reader: string): readonly { value: string; label: string }[] {
  const names = new Intl.DisplayNames([reader], { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} ${names.of(value) ?? ''}`.trim(),
  }))
}

/** Who signed up too often is told how long to wait. */
export function toldWhen(problem: Problem): Problem {
  const { retry_after_s } = problem
  if (retry_after_s === undefined) return problem
  const minutes = Math.ceil(retry_after_s / 60)
  const when = minutes < 90 ? words.minutes(minutes) : words.hours(Math.ceil(minutes / 60))
  return { ...problem, next: words.wait(when) }
}
