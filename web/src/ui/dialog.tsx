import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { classNames } from './class-names'
import { words } from './words'

type DialogProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** The buttons, the safe one first. */
  footer?: ReactNode
  size?: 'md' | 'lg'
}

/** A question or a small form in the middle of the page; on phones it rises from the bottom edge. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = 'md',
}: DialogProps) {
  // Read before a field inside takes the focus for itself.
  const opener = useMemo(() => (isOpen ? document.activeElement : null), [isOpen])
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="veil fixed inset-0 z-40" />
        <Base.Popup
          finalFocus={() => !(opener instanceof HTMLElement && opener.isConnected) || opener}
          className={classNames(
            'popup pop-anim fixed z-50 flex flex-col outline-none max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[88dvh] max-sm:rounded-b-none sm:-translate-x-1/2 sm:top-[12vh] sm:left-1/2 sm:max-h-[76vh]',
            size === 'md' ? 'sm:w-[460px]' : 'sm:w-[min(760px,calc(100vw-32px))]',
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="font-semibold text-lg">{title}</Base.Title>
              {description ? (
                <Base.Description className="mt-1 text-muted text-sm">
                  {description}
                </Base.Description>
              ) : null}
            </div>
            <CloseCross />
          </div>
          {children ? (
            <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4">{children}</div>
          ) : null}
          {footer ? (
            <div className="flex flex-wrap justify-end gap-2 rounded-b-lg border-line border-t bg-sunken px-5 py-3 max-sm:pb-6 max-sm:[&>*]:flex-1">
              {footer}
            </div>
          ) : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export function CloseCross() {
  return (
    <Base.Close
      aria-label={words.close}
      className="-mt-1 -mr-2 grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink max-md:size-10"
    >
      <X className="size-4" aria-hidden="true" />
    </Base.Close>
  )
}
