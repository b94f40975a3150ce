/** A new random id, for an idempotency key or for the rows of a form that the server has not seen. */
export function newId(): string {
  return crypto.randomUUID()
}

/** The last group of an id: enough to tell two apart on a screen that also shows the whole one. */
export function shortId(id: string): string {
  return id.split('-').at(-1) ?? id
}
