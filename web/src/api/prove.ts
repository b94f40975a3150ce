import { noteAuthentication } from './recent-sign-in'
import { end, inTurn, postWithCookie, type Renewal, take } from './refresh'

/** Gives the password once more. */
export function reauthenticate(password: string): Promise<Renewal> {
  return prove('/v1/session/reauthenticate', { password })
}

/** Chooses another password; every other session of the account ends. */
export function changePassword(password: string, newPassword: string): Promise<Renewal> {
  return prove('/v1/password/change', { password, new_password: newPassword })
}

/** What takes the password renews the session too: in turn with renewals, then. */
function prove(path: string, body: unknown): Promise<Renewal> {
  return inTurn(async () => {
    const response = await postWithCookie(path, body)
    if (response === null || response.status === 401) return end()
    const renewal = await take(response)
    noteAuthentication(Date.now())
    return renewal
  })
}
