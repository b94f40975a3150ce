import { afterEach, describe, expect, it, vi } from 'vitest'
import { hasPasskeys, makesPasskey, showsPasskey } from './device'

const parsed = (options: unknown) => ({ parsed: options })

function browser(credentials: Partial<CredentialsContainer>) {
  vi.stubGlobal(
    'PublicKeyCredential',
    Object.assign(() => undefined, {
      parseCreationOptionsFromJSON: parsed,
      parseRequestOptionsFromJSON: parsed,
    }),
  )
  vi.stubGlobal('navigator', { credentials })
}

afterEach(() => vi.unstubAllGlobals())

describe('a device that keeps passkeys', () => {
  it('is asked as the server says, and answers in JSON', async () => {
    const get = vi.fn(async () => ({ toJSON: () => ({ id: 'a' }) }))
    browser({ get } as unknown as CredentialsContainer)

    expect(await showsPasskey({ rpId: 'po.example' })).toEqual({ id: 'a' })

    expect(get).toHaveBeenCalledWith({ publicKey: { parsed: { rpId: 'po.example' } } })
  })
  it('of somebody who goes back says so', async () => {
    const get = vi.fn(async () => Promise.reject(new DOMException('', 'NotAllowedError')))
    browser({ get } as unknown as CredentialsContainer)

    await expect(showsPasskey({})).rejects.toMatchObject({ problem: { code: 'passkey_not_shown' } })
  })
  it('makes no second one for the same person', async () => {
    const create = vi.fn(async () => Promise.reject(new DOMException('', 'InvalidStateError')))
    browser({ create } as unknown as CredentialsContainer)

    await expect(makesPasskey({})).rejects.toMatchObject({ problem: { code: 'passkey_there' } })
  })
  it('is none where the browser does not read what the server writes', () => {
    expect(hasPasskeys()).toBe(false)
    browser({})
    expect(hasPasskeys()).toBe(true)
  })
})
