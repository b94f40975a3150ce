declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What was typed as an address on the page before; it goes along here, for an address bar is read by others. */
    email?: string
  }
}

/** The address that was typed on the page before. */
export function typedEmail({ email }: { email?: unknown }): string {
  return typeof email === 'string' ? email : ''
}
