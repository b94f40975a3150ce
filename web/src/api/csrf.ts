/** The token that the server sets in a readable cookie; every call that reads the session cookie must echo it. */
export function csrfToken(): string | null {
  const pair = document.cookie.split('; ').find((cookie) => cookie.startsWith('__Host-csrf='))
  return pair ? decodeURIComponent(pair.slice('__Host-csrf='.length)) : null
}
