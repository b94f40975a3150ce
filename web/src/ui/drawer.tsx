import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { CloseCross } from './dialog'

type DrawerProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  children: ReactNode
  footer?: ReactNode
  side?: 'left' | 'right'
  /** Where the focus goes when it opens; else to its first control. */
  firstFocus?: () => HTMLElement | null | undefined
}

/** A panel from the side, for a longer look at one thing without leaving the list. */
export function Drawer({
  isOpen,
  onOpenChange,
  title,
  children,
  footer,
  side = 'right',
  firstFocus,
}: DrawerProps) {
  const place =
    side === 'right'
      ? 'right-0 w-[min(520px,100vw)] data-ending-style:translate-x-full data-starting-style:translate-x-full'
      : 'left-0 w-[min(304px,88vw)] data-ending-style:-translate-x-full data-starting-style:-translate-x-full'
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="veil fixed inset-0 z-40" />
        <Base.Popup
          initialFocus={() => firstFocus?.() ?? true}
          className={classNames(
            'popup fixed inset-y-0 z-50 flex flex-col rounded-none outline-none transition-transform duration-200 ease-out',
            place,
          )}
        >
          <div className="flex items-center gap-3 border-line border-b px-5 py-3">
            <Base.Title className="min-w-0 flex-1 truncate font-semibold text-lg">
              {title}
            </Base.Title>
            <CloseCross />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer ? (
            <div className="flex gap-2 border-line border-t bg-sunken px-5 py-3">{footer}</div>
          ) : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
