import { createContext, useContext } from 'react'
import type { Problem } from '@/kernel/problem'
import { fieldErrors } from '@/kernel/problem'

/** What every part of the editor needs: the currency of amounts, the names of ids, what the server said of fields. */
export type Editing = {
  currency: string
  nameOf: (id: string) => string
  /** Remembers what a chosen id is called. */
  learn: (id: string, name: string) => void
  errorAt: (path: string) => string | undefined
}

export const EditingContext = createContext<Editing | null>(null)

export function useEditing(): Editing {
  const editing = useContext(EditingContext)
  if (!editing) throw new TypeError('The editor of a policy has no ground')
  return editing
}

/** What the server said of the definition, by the path within it. */
export function definitionErrors(problem: Problem | null): Record<string, string> {
  if (!problem) return {}
  const within = Object.entries(fieldErrors(problem)).filter(([path]) =>
    path.startsWith('definition'),
  )
  return Object.fromEntries(
    within.map(([path, message]) => [path.replace(/^definition\.?/, ''), message]),
  )
}
