const storedUnder = 'organisation'

/** Where this browser signed in last. The short name is no secret; storage may be forbidden, then nothing is remembered. */
export function lastOrganisation(): string {
  try {
    return localStorage.getItem(storedUnder) ?? ''
  } catch {
    return ''
  }
}

export function rememberOrganisation(slug: string): void {
  try {
    localStorage.setItem(storedUnder, slug)
  } catch {
    // The next sign-in asks for it again, nothing else is lost.
  }
}
