import type { ReactNode } from 'react'

/** The look of a link that is one of several pages side by side; the open one has `aria-current`. */
export const linkTabClass =
  'flex h-9 shrink-0 items-center border-transparent border-b-2 text-muted text-sm hover:text-ink focus-visible:outline-offset-[-2px] aria-[current=page]:border-accent aria-[current=page]:font-[550] aria-[current=page]:text-ink max-md:h-11'

/** Pages side by side; its children are links. */
export function LinkTabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav
      aria-label={label}
      className="mb-4 flex gap-5 overflow-x-auto border-line border-b [&>a]:-mb-px"
    >
      {children}
    </nav>
  )
}
