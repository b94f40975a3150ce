import { Link, Navigate } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import { paths } from '@/app/paths'
import { Card } from '@/ui/card'
import { Page, PageHeader } from '@/ui/page'
import { type OpenPart, useOpenGroups } from './groups'
import { words } from './words.en'

/** The index of the settings. Where the groups have room beside a part, the first part opens at once. */
export default function SettingsIndex(): ReactNode {
  const groups = useOpenGroups()
  if (useIsWide()) return <Navigate {...paths.profile()} replace />
  return (
    <Page isNarrow>
      <PageHeader title={words.title} summary={words.lead} />
      <nav aria-label={words.parts} className="grid gap-4 md:grid-cols-2 md:items-start">
        {groups.map(({ title, parts }) => (
          <Card key={title} title={title} isFlush>
            <ul className="divide-y divide-line border-line border-t">
              {parts.map((part) => (
                <Entry key={part.name} part={part} />
              ))}
            </ul>
          </Card>
        ))}
      </nav>
    </Page>
  )
}

function Entry({ part }: { part: OpenPart }) {
  return (
    <li>
      <Link
        {...paths[part.name]()}
        className="flex min-h-14 items-center gap-3 px-5 py-2.5 hover:bg-hover focus-visible:outline-offset-[-2px] max-sm:px-4"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-[550]">{part.title}</span>
          <span className="block text-muted text-xs">{words.about[part.name]}</span>
        </span>
        <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden="true" />
      </Link>
    </li>
  )
}

/** From where on the frame of a part shows the groups beside it: `xl`. */
const wide = '(min-width: 80rem)'

function useIsWide(): boolean {
  return useSyncExternalStore(listen, () => matchMedia(wide).matches)
}

function listen(onChange: () => void) {
  const query = matchMedia(wide)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}
