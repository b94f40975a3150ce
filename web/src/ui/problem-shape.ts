/** As much of a refusal as the kit needs to show it. */
export type ProblemShape = {
  title: string
  detail?: string | null | undefined
  request_id?: string | undefined
  next?: string | null | undefined
  who_could?: unknown
}

/** Who could do what was refused, as words; the server may name one, several or nobody. */
export function whoCouldWords(who: unknown): string | null {
  const several = Array.isArray(who) ? who : [who]
  const named = several.map(nameOf).filter((name) => name !== '')
  return named.length > 0 ? named.join(', ') : null
}

function nameOf(who: unknown): string {
  if (typeof who === 'string') return who
  if (typeof who !== 'object' || who === null) return ''
  for (const key of ['name', 'label', 'role']) {
    const word = Reflect.get(who, key)
    if (typeof word === 'string') return word
  }
  return ''
}
