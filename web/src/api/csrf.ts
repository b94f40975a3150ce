/** The token that the server sets in a readable cookie; every call that reads the session cookie must echo it. */
export function csrfToken(cookie = '__Host-csrf'): string | null {
  const pair = document.cookie.split('; ').find((one) => one.startsWith(`${cookie}=`))
  return pair ? decodeURIComponent(pair.slice(cookie.length + 1)) : null
}
