import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { useRouter } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { Kbd, Keys } from '@/ui/kbd'
import { optionClass } from '@/ui/option'
import { words } from '@/ui/words'
import { messages } from './messages.en'
import type { NavigationEntry } from './navigation'
import { type Command, type CommandGroup, groupsMatching } from './palette-commands'
import { usePaletteHits } from './palette-hits'
import { useTheme } from './theme'

type CommandPaletteProps = {
  entries: readonly NavigationEntry[]
  onOpenChange: (isOpen: boolean) => void
  onHelp: () => void
}

export default function CommandPalette({ entries, onOpenChange, onHelp }: CommandPaletteProps) {
  const [text, setText] = useState('')
  const router = useRouter()
  const { toggle } = useTheme()
  const found = usePaletteHits(text)
  const go = (to: string) => void router.navigate({ href: to })
  const groups = [...groupsMatching(text, entries, { go, toggle, onHelp }), ...found.groups(go)]
  return (
    <Dialog.Root open onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil fixed inset-0 z-40" />
        <Dialog.Popup
          aria-label={messages.palette}
          className="popup pop-anim fixed top-[12vh] left-1/2 z-50 flex max-h-[64vh] w-[min(580px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden outline-none"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            filter={null}
            value={text}
            onValueChange={setText}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(command: Command) => command.label}
          >
            <div className="flex items-center gap-2.5 border-line border-b px-4">
              <Search className="size-4 text-faint" aria-hidden="true" />
              <Autocomplete.Input
                aria-label={messages.paletteInput}
                placeholder={messages.search}
                className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-faint"
              />
              <Dialog.Close aria-label={words.close} className="rounded-sm">
                <Kbd>esc</Kbd>
              </Dialog.Close>
            </div>
            <Autocomplete.Empty className="px-4 text-center text-muted not-empty:py-8">
              {found.isSearching ? messages.searching : messages.nothingMatches}
            </Autocomplete.Empty>
            <Autocomplete.List className="overflow-y-auto p-2 empty:hidden">
              {(group: CommandGroup) => (
                <Group key={group.value} group={group} onChosen={() => onOpenChange(false)} />
              )}
            </Autocomplete.List>
            {found.hasFailed ? (
              <p className="px-4 pb-3 text-bad text-xs">{messages.searchFailed}</p>
            ) : null}
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Group({ group, onChosen }: { group: CommandGroup; onChosen: () => void }) {
  return (
    <Autocomplete.Group items={group.items} className="not-last:mb-2">
      <Autocomplete.GroupLabel className="eyebrow px-2.5 pt-1.5 pb-1">
        {group.value}
      </Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(command: Command) => (
          <Autocomplete.Item
            key={command.id}
            value={command}
            onClick={() => {
              onChosen()
              command.run()
            }}
            className={optionClass}
          >
            <command.icon className="size-4 shrink-0 text-faint" aria-hidden="true" />
            <span className="min-w-0 flex-1 truncate">{command.label}</span>
            {command.hint ? (
              <span className="truncate text-faint text-xs">{command.hint}</span>
            ) : null}
            {command.chord ? <Keys chord={command.chord} /> : null}
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  )
}
