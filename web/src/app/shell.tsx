import { useRouter } from '@tanstack/react-router'
import { Menu as MenuIcon, Search } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { IconButton } from '@/ui/icon-button'
import { Keys } from '@/ui/kbd'
import { useShortcut } from '@/ui/shortcuts'
import { MainPart, SkipLink } from './main-part'
import { messages } from './messages.en'
import { type NavigationEntry, useNavigation } from './navigation'
import { PhoneMenu } from './phone-menu'
import { Sidebar } from './sidebar'
import { ThemeSwitch } from './theme-switch'

const loadPalette = () => import('./command-palette')
const CommandPalette = lazy(loadPalette)
const ShortcutHelp = lazy(() => import('./shortcut-help'))

const preloadAfterMs = 500

type Overlay = 'palette' | 'help' | 'menu' | null

/** The frame around every screen: sidebar, search, theme, account, and at the foot what must not go out of sight. */
export function Shell({ foot, children }: { foot?: ReactNode; children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>(null)
  const entries = useNavigation()
  const onOpenChange = (isOpen: boolean) => {
    if (!isOpen) setOverlay(null)
  }
  const openHelp = () => setOverlay('help')
  usePreloadedPalette()
  useShortcut(
    '$mod+k',
    messages.palette,
    () => setOverlay(overlay === 'palette' ? null : 'palette'),
    true,
  )
  useShortcut('/', messages.palette, () => setOverlay('palette'))
  useShortcut('Shift+?', messages.shortcuts, openHelp)
  return (
    <div className="flex min-h-dvh">
      <SkipLink />
      {entries.map((entry) => (
        <EntryShortcut key={entry.to} entry={entry} />
      ))}
      <aside className="sticky top-0 hidden h-dvh w-[232px] shrink-0 flex-col gap-4 border-line border-r bg-sunken px-3 py-3 lg:flex">
        <Sidebar entries={entries} onHelp={openHelp} />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-20 flex h-13 items-center gap-2 border-line border-b bg-canvas px-3 md:px-6">
          <IconButton
            label={messages.openMenu}
            icon={<MenuIcon className="size-5" aria-hidden="true" />}
            className="lg:hidden"
            onClick={() => setOverlay('menu')}
          />
          <SearchButton onOpen={() => setOverlay('palette')} />
          <span className="flex-1" />
          <ThemeSwitch />
        </header>
        <MainPart>{children}</MainPart>
        {foot}
      </div>
      <Suspense fallback={null}>
        {overlay === 'palette' ? (
          <CommandPalette entries={entries} onOpenChange={onOpenChange} onHelp={openHelp} />
        ) : null}
        {overlay === 'help' ? <ShortcutHelp onOpenChange={onOpenChange} /> : null}
        {overlay === 'menu' ? (
          <PhoneMenu entries={entries} onOpenChange={onOpenChange} onHelp={openHelp} />
        ) : null}
      </Suspense>
    </div>
  )
}

/** Fetched once the first screen stands, so that what is typed right after the chord lands in the palette. */
function usePreloadedPalette() {
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), preloadAfterMs)
    return () => clearTimeout(timer)
  }, [])
}

function EntryShortcut({ entry }: { entry: NavigationEntry }) {
  const router = useRouter()
  useShortcut(entry.chord, entry.title, () => void router.navigate({ to: entry.to }))
  return null
}

function SearchButton({ onOpen }: { onOpen: () => void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="control-soft flex h-8 w-full max-w-[380px] hover:bg-hover items-center gap-2 px-2.5 text-faint text-sm max-md:h-10"
    >
      <Search className="size-4" aria-hidden="true" />
      <span className="flex-1 truncate text-left">{messages.search}</span>
      <span aria-hidden="true" className="max-sm:hidden">
        <Keys chord="$mod+K" />
      </span>
    </button>
  )
}
