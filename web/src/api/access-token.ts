/** The access token of this page. It lives here and nowhere else: no storage, no cookie. */
let current: { token: string; expiresAtMs: number } | null = null

const marginMs = 10_000

export function setAccessToken(token: string, expiresInS: number): void {
  current = { token, expiresAtMs: performance.now() + expiresInS * 1000 }
}

export function clearAccessToken(): void {
  current = null
}

/** The token, or null when there is none that will still hold when the request arrives. */
export function liveAccessToken(): string | null {
  return current !== null && performance.now() < current.expiresAtMs - marginMs
    ? current.token
    : null
}
