import { Link } from '@tanstack/react-router'
import { useMe } from '@/access/me'
import { reading } from '@/api/reading'
import { AccountMenu } from './account-menu'
import { messages } from './messages.en'
import type { NavigationEntry } from './navigation'
import { paths } from './paths'
import type { Section } from './screen'

const sections: readonly Section[] = ['work', 'plan', 'administration']

type SidebarProps = { entries: readonly NavigationEntry[]; onHelp: () => void; onGo?: () => void }

export function Sidebar({ entries, onHelp, onGo }: SidebarProps) {
  const { organisation } = useMe()
  return (
    <>
      <Link
        {...paths.home()}
        {...(onGo ? { onClick: onGo } : {})}
        className="flex items-center gap-2.5 rounded-md px-1.5 py-1.5 hover:bg-hover"
      >
        <img src="/favicon.svg" alt="" className="size-7" />
        <span className="min-w-0 flex-1 leading-tight">
          <span className="block truncate font-semibold text-sm">{organisation.name}</span>
          <span className="block text-2xs text-faint">{messages.product}</span>
        </span>
      </Link>
      <nav
        aria-label={messages.mainNavigation}
        className="flex flex-1 flex-col gap-5 overflow-y-auto"
      >
        {sections.map((section) => (
          <SectionList
            key={section}
            section={section}
            entries={entries.filter((entry) => entry.section === section)}
            onGo={onGo}
          />
        ))}
      </nav>
      {reading() === null ? <AccountMenu onHelp={onHelp} /> : null}
    </>
  )
}

type SectionListProps = {
  section: Section
  entries: readonly NavigationEntry[]
  onGo: (() => void) | undefined
}

function SectionList({ section, entries, onGo }: SectionListProps) {
  if (entries.length === 0) return null
  const title = messages.sections[section]
  return (
    <div>
      {title ? <h2 className="eyebrow mb-1 px-2">{title}</h2> : null}
      <ul className="flex flex-col gap-px">
        {entries.map((entry) => (
          <li key={entry.to}>
            <Entry entry={entry} onGo={onGo} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Entry({ entry, onGo }: { entry: NavigationEntry; onGo: (() => void) | undefined }) {
  const count = (entry.useCount ?? useNothing)()
  const Icon = entry.icon
  return (
    <Link
      to={entry.to}
      {...(onGo ? { onClick: onGo } : {})}
      activeOptions={{ exact: entry.to === '/' }}
      className="flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-muted text-sm hover:bg-hover hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-[550] aria-[current=page]:text-ink aria-[current=page]:shadow-card aria-[current=page]:ring-1 aria-[current=page]:ring-line dark:aria-[current=page]:bg-hover max-lg:h-11"
    >
      {Icon ? (
        <Icon className="size-4 shrink-0 opacity-80" strokeWidth={1.75} aria-hidden="true" />
      ) : null}
      <span className="flex-1">{entry.title}</span>
      {count ? (
        <span className="num rounded-full bg-spark px-1.5 font-semibold text-2xs text-on-spark leading-[18px]">
          <span aria-hidden="true">{count}</span>
          <span className="sr-only">{messages.waiting(count)}</span>
        </span>
      ) : null}
    </Link>
  )
}

function useNothing(): undefined {
  return undefined
}
