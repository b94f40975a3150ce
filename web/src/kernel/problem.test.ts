import { describe, expect, it } from 'vitest'
import { fieldErrors, isProblem, ProblemError, readProblem, toProblem } from './problem'

const refusal = {
  type: '/problems/stale_revision',
  title: 'The order was changed meanwhile',
  status: 412,
  code: 'stale_revision',
  request_id: '0198c0de',
}

function answerOf(body: unknown, status: number): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return new Response(text, { status, headers: { 'X-Request-Id': 'from-the-head' } })
}

describe('readProblem', () => {
  it('reads the smallest refusal that the API may send', async () => {
    expect(await readProblem(answerOf(refusal, 412))).toEqual(refusal)
  })
  it('keeps who could and what next', async () => {
    const full = {
      ...refusal,
      who_could: ['Mateo'],
      next: 'Load it again',
      detail: null,
      rule: 'SOD-01',
    }
    expect(await readProblem(answerOf(full, 412))).toEqual(full)
  })
  it('keeps how long to wait', async () => {
    const answer = answerOf(refusal, 429)
    answer.headers.set('Retry-After', '61')
    expect(await readProblem(answer)).toEqual({ ...refusal, retry_after_s: 61 })
  })
  it('makes a problem of an answer that is none', async () => {
    const problem = await readProblem(answerOf('<html>Bad gateway</html>', 502))
    expect(problem).toMatchObject({ status: 502, code: 'unknown', request_id: 'from-the-head' })
  })
})

describe('fieldErrors', () => {
  it('spells every field as the form does', () => {
    const errors = ['/lines/0/quantity', 'lines[1].quantity', 'email'].map((field) => ({
      field,
      rule: 'positive',
      message: field,
    }))
    expect(Object.keys(fieldErrors({ ...refusal, errors }))).toEqual([
      'lines.0.quantity',
      'lines.1.quantity',
      'email',
    ])
  })
})

describe('toProblem', () => {
  it('tells a refusal, silence and a defect apart', () => {
    expect(toProblem(new ProblemError(refusal))).toBe(refusal)
    expect(toProblem(new TypeError('Failed to fetch')).code).toBe('unreachable')
    expect(toProblem(new Error('boom')).code).toBe('unknown')
  })
  it('is found by its code', () => {
    expect(isProblem(new ProblemError(refusal), 'stale_revision')).toBe(true)
    expect(isProblem(new Error('stale_revision'), 'stale_revision')).toBe(false)
  })
})
