import { Dialog } from '@/ui/dialog'
import { Keys } from '@/ui/kbd'
import { useShortcutList } from '@/ui/shortcuts'
import { messages } from './messages.en'

/** Every key that works on the page behind it. */
export default function ShortcutHelp({
  onOpenChange,
}: {
  onOpenChange: (isOpen: boolean) => void
}) {
  const shortcuts = useShortcutList()
  return (
    <Dialog
      isOpen
      onOpenChange={onOpenChange}
      title={messages.shortcuts}
      description={messages.shortcutsLead}
    >
      <dl className="grid grid-cols-[1fr_auto] gap-y-2.5 text-sm">
        {shortcuts.map(({ chord, label }) => (
          <div key={chord} className="contents">
            <dt>{label}</dt>
            <dd className="text-right">
              <Keys chord={chord} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
