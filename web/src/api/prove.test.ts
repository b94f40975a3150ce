import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '@/kernel/problem'
import { clearAccessToken, liveAccessToken, setAccessToken } from './access-token'
import { beginTotp, confirmTotp, removeTotp } from './prove'

const sent = vi.fn<typeof fetch>()
const answers = (body: unknown, status = 200) =>
  sent.mockImplementation(async () => new Response(JSON.stringify(body), { status }))

beforeEach(() => {
  vi.stubGlobal('fetch', sent)
  vi.spyOn(document, 'cookie', 'get').mockReturnValue('__Host-csrf=c1')
  setAccessToken('old', 300)
})
afterEach(() => {
  clearAccessToken()
  sent.mockReset()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('a proof', () => {
  it('keeps the tokens that stand beside the recovery codes', async () => {
    const session = { access_token: 'new', expires_in_s: 300 }
    answers({ session, recovery_codes: ['710ZG-0Z9AH'] })

    expect(await confirmTotp('123456')).toEqual(['710ZG-0Z9AH'])

    expect(liveAccessToken()).toBe('new')
    const [path, request] = sent.mock.calls[0] ?? []
    expect(path).toBe('/v1/totp/confirm')
    expect(request?.headers).toMatchObject({ 'X-CSRF-Token': 'c1' })
  })
  it('leaves the tokens as they are where nothing was renewed', async () => {
    const setUp = { secret: 'JBSWY3DP', uri: 'otpauth://totp/a', expires_in_s: 900 }
    answers(setUp)

    expect(await beginTotp({ password: 'p' })).toEqual(setUp)

    expect(liveAccessToken()).toBe('old')
  })
  it('that is refused ends nothing', async () => {
    answers({ title: 'No', status: 403, code: 'code_refused' }, 403)

    await expect(removeTotp({ password: 'p', code: '1' })).rejects.toMatchObject({
      problem: { code: 'code_refused' },
    })

    expect(liveAccessToken()).toBe('old')
  })
  it('of a session that is over says so', async () => {
    answers({}, 401)

    const refused = removeTotp({ password: 'p', code: '1' })

    await expect(refused).rejects.toThrow(ProblemError)
    await expect(refused).rejects.toMatchObject({ problem: { code: 'session_ended' } })
    expect(liveAccessToken()).toBeNull()
  })
})
