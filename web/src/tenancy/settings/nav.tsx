import { Link } from '@tanstack/react-router'
import { useEffect, useId, useRef } from 'react'
import { paths } from '@/app/paths'
import { type OpenGroup, useOpenGroups } from './groups'
import { words } from './words.en'

const edge = 4

/** The groups of the settings beside the open part, where there is room; elsewhere the index has them. */
export function SettingsNav({ target }: { target: string }) {
  const nav = useRef<HTMLElement>(null)
  const groups = useOpenGroups()
  // On a low screen, the open one must not be among those beyond the edge.
  useEffect(() => {
    const all = nav.current
    const open = all?.querySelector('[aria-current=page]')?.getBoundingClientRect()
    if (all && open)
      all.scrollTop += Math.max(0, open.bottom + edge - all.getBoundingClientRect().bottom)
  }, [])
  return (
    <nav
      ref={nav}
      aria-label={words.parts}
      className="sticky top-16 hidden max-h-[calc(100dvh-80px)] w-52 shrink-0 flex-col gap-4 self-start overflow-y-auto p-0.5 xl:flex"
    >
      <a
        href={`#${target}`}
        onClick={(event) => {
          event.preventDefault()
          document.getElementById(target)?.focus({ preventScroll: true })
        }}
        className="sr-only rounded-md bg-accent px-3 py-2 text-on-accent text-sm focus:not-sr-only"
      >
        {words.past}
      </a>
      {groups.map((group) => (
        <Group key={group.title} group={group} />
      ))}
    </nav>
  )
}

function Group({ group: { title, parts } }: { group: OpenGroup }) {
  const id = useId()
  return (
    <div>
      <h2 id={id} className="eyebrow mb-1 px-2">
        {title}
      </h2>
      <ul aria-labelledby={id} className="flex flex-col gap-px">
        {parts.map((part) => (
          <li key={part.name}>
            <Link
              {...paths[part.name]()}
              activeOptions={{ includeSearch: false }}
              className="flex min-h-8 items-center rounded-md px-2 text-muted text-sm hover:bg-hover hover:text-ink focus-visible:outline-offset-[-2px] aria-[current=page]:bg-surface aria-[current=page]:font-[550] aria-[current=page]:text-ink aria-[current=page]:shadow-card aria-[current=page]:ring-1 aria-[current=page]:ring-line dark:aria-[current=page]:bg-hover"
            >
              {part.title}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
