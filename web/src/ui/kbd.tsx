import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="num inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-[4px] border border-line bg-sunken px-1 font-medium font-sans text-[10.5px] text-faint">
      {children}
    </kbd>
  )
}

/** The keys of a chord such as `g o` or `Mod+k`, drawn for the machine at hand. */
export function Keys({ chord }: { chord: string }) {
  return (
    <span className="inline-flex gap-1">
      {chord.split(/[ +]/).map((key) => (
        <Kbd key={key}>{keyFace(key)}</Kbd>
      ))}
    </span>
  )
}

function keyFace(key: string): string {
  if (key === '$mod') return /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
  if (key === 'Shift') return '⇧'
  return key.length === 1 ? key.toUpperCase() : key
}
