import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { paths } from '@/app/paths'
import { Card } from '@/ui/card'
import { Page, PageHeader } from '@/ui/page'
import { type OpenPart, useOpenGroups } from './groups'
import { about, lead } from './index-words.en'
import { words } from './words.en'

/** The index of the settings. Where the groups have room beside a part, the first part opens at once. */
export default function SettingsIndex(): ReactNode {
  const groups = useOpenGroups()
  const navigate = useNavigate()
  const isWide = useIsWide()
  const first = groups[0]?.parts[0]?.name
  useEffect(() => {
    if (isWide && first) void navigate({ ...paths[first](), replace: true })
  }, [isWide, first, navigate])
  if (isWide) return null
  return (
    <Page isNarrow>
      <PageHeader title={words.title} summary={lead} />
      <nav aria-label={words.parts} className="grid gap-4 items-start sm:grid-cols-2">
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
        className="flex items-center gap-3 px-5 py-3 hover:bg-hover focus-visible:outline-offset-[-2px] max-sm:px-4"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-[550]">{part.title}</span>
          <span className="block text-muted text-xs">{about[part.name]}</span>
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
