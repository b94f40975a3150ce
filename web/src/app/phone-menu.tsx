import { Drawer } from '@/ui/drawer'
import { messages } from './messages.en'
import type { NavigationEntry } from './navigation'
import { Sidebar } from './sidebar'

type PhoneMenuProps = {
  entries: readonly NavigationEntry[]
  onOpenChange: (isOpen: boolean) => void
  onHelp: () => void
}

/** The sidebar of a phone. */
export function PhoneMenu({ entries, onOpenChange, onHelp }: PhoneMenuProps) {
  return (
    <Drawer isOpen onOpenChange={onOpenChange} side="left" title={messages.menu}>
      <div className="flex min-h-full flex-col gap-4">
        <Sidebar entries={entries} onHelp={onHelp} onGo={() => onOpenChange(false)} />
      </div>
    </Drawer>
  )
}
