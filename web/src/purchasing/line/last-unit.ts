const storedUnder = 'unit'

/** The unit that was used last on this device; storage may be forbidden, then none is. */
export function lastUnit(): string | null {
  try {
    return localStorage.getItem(storedUnder)
  } catch {
    return null
  }
}

export function rememberUnit(code: string): void {
  try {
    localStorage.setItem(storedUnder, code)
  } catch {
    // The next form begins without a unit, nothing else is lost.
  }
}
