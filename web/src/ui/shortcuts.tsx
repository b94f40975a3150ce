import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useMemo,
  useSyncExternalStore,
} from 'react'
import { chordListener, type Shortcut } from './chords'

type Registry = {
  add: (shortcut: Shortcut) => () => void
  list: () => readonly Shortcut[]
  subscribe: (listener: () => void) => () => void
}

const empty: readonly Shortcut[] = []
const ShortcutContext = createContext<Registry>({
  add: () => () => {},
  list: () => empty,
  subscribe: () => () => {},
})

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(createRegistry, [])
  useEffect(() => {
    const listener = chordListener(registry.list)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [registry])
  return <ShortcutContext value={registry}>{children}</ShortcutContext>
}

/** Binds keys while the component is shown, and lists them in the help (`?`). No chord, no binding. */
export function useShortcut(
  chord: string | undefined,
  label: string,
  act: () => void,
  isEverywhere = false,
): void {
  const registry = use(ShortcutContext)
  const onPress = useEffectEvent(act)
  useEffect(() => {
    if (chord === undefined) return undefined
    return registry.add({ chord, label, act: () => onPress(), isEverywhere })
  }, [registry, chord, label, isEverywhere])
}

/** The keys that work right now. */
export function useShortcutList(): readonly Shortcut[] {
  const registry = use(ShortcutContext)
  return useSyncExternalStore(registry.subscribe, registry.list)
}

function createRegistry(): Registry {
  let shortcuts: readonly Shortcut[] = []
  const listeners = new Set<() => void>()
  const set = (next: readonly Shortcut[]) => {
    shortcuts = next
    for (const listener of listeners) listener()
  }
  return {
    add: (shortcut) => {
      set([...shortcuts, shortcut])
      return () => set(shortcuts.filter((one) => one !== shortcut))
    },
    list: () => shortcuts,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
