import { afterEach, describe, expect, it, vi } from 'vitest'
import { clearAccessToken, setAccessToken } from './access-token'
import { beginReading, endReading, type Reading } from './reading'
import { accessToken } from './refresh'

const sent = vi.fn(async () => Response.json({ access_token: 'of the person', expires_in_s: 300 }))

/** A page that reads, in a browser in which a person is signed in too. */
function reads(renew: Reading['renew']): void {
  vi.stubGlobal('fetch', sent)
  // biome-ignore lint/suspicious/noDocumentCookie: the server sets it so.
  document.cookie = '__Host-csrf=c1'
  const nobody = {} as Reading['me']
  beginReading({ me: nobody, closesAtMs: 0, renew, leave: async () => undefined })
}

afterEach(() => {
  endReading()
  clearAccessToken()
  sent.mockClear()
  vi.unstubAllGlobals()
})

describe('a page that reads as support', () => {
  it('is renewed by the operators’ plane, and not by whoever is signed in beside it', async () => {
    reads(async () => ({ access_token: 'of support', expires_in_s: 300 }))

    expect(await accessToken()).toBe('of support')

    expect(sent).not.toHaveBeenCalled()
  })
  it('has no token once that is over', async () => {
    reads(async () => null)
    setAccessToken('old', 0)

    expect(await accessToken()).toBeNull()

    expect(sent).not.toHaveBeenCalled()
  })
  it('takes no token that comes after it was left', async () => {
    reads(async () => {
      endReading()
      return { access_token: 'late', expires_in_s: 300 }
    })

    expect(await accessToken()).toBeNull()
  })
})
