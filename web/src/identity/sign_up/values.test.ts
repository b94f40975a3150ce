import { describe, expect, it } from 'vitest'
import { guessed, guessedRegion, slugLike, toldWhen } from './values'

describe('what is guessed for a sign-up', () => {
  it('makes a short name of what an organisation calls itself', () => {
    expect(slugLike('Harbour House')).toBe('harbour-house')
    expect(slugLike('  Gästehaus „Zur Ulme“ & Söhne ')).toBe('gastehaus-zur-ulme-sohne')
    expect(slugLike(`${'a'.repeat(62)} b`)).toBe('a'.repeat(62))
    expect(slugLike('東京')).toBe('')
  })
  it('takes the language of the browser and the money of its region', () => {
    expect(guessed('en-IE')).toEqual({ locale: 'en-IE', base_currency: 'EUR' })
    expect(guessed('en-GB')).toEqual({ locale: 'en-GB', base_currency: 'GBP' })
    expect(guessed('eo')).toEqual({ locale: 'eo', base_currency: '' })
    expect(guessed('en-US-u-hc-h12')).toEqual({ locale: 'en-GB', base_currency: 'GBP' })
  })
  it('takes the region that is near, if it is offered', () => {
    expect(guessedRegion('America/Asuncion', ['EU', 'US', 'APAC'])).toBe('US')
    expect(guessedRegion('America/Asuncion', ['EU'])).toBe('EU')
    expect(guessedRegion('UTC', ['APAC', 'EU'])).toBe('APAC')
    expect(guessedRegion('Europe/Dublin', [])).toBe('')
  })
  it('says how long to wait in the unit that fits', () => {
    const problem = {
      type: '/problems/sign_up_too_often',
      title: 'Too many.',
      status: 429,
      code: 'sign_up_too_often',
      request_id: '0198',
    }
    expect(toldWhen({ ...problem, retry_after_s: 60 }).next).toMatch(/in a minute\.$/)
    expect(toldWhen({ ...problem, retry_after_s: 86_400 }).next).toMatch(/in 24 hours\.$/)
    expect(toldWhen(problem)).toBe(problem)
  })
})
