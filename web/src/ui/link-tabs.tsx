import { type ReactNode, useEffect, useRef } from 'react'

/** The look of a link that is one of several pages side by side; the open one has `aria-current`. */
export const linkTabClass =
  'flex h-9 shrink-0 items-center border-transparent border-b-2 text-muted text-sm hover:text-ink focus-visible:outline-offset-[-2px] aria-[current=page]:border-accent aria-[current=page]:font-[550] aria-[current=page]:text-ink max-md:h-11'

/** Pages side by side; its children are links. */
export function LinkTabs({ label, children }: { label: string; children: ReactNode }) {
  const tabs = useRef<HTMLElement>(null)
  // Where they do not all fit, the open one must not be among those beyond the edge.
  useEffect(() => {
    const all = tabs.current
    const open = all?.querySelector('[aria-current=page]')?.getBoundingClientRect()
    if (all && open) all.scrollLeft += open.right - all.getBoundingClientRect().right
  }, [])
  return (
    <nav
      ref={tabs}
      aria-label={label}
      className="mb-4 flex gap-5 overflow-x-auto border-line border-b [&>a]:-mb-px"
    >
      {children}
    </nav>
  )
}
