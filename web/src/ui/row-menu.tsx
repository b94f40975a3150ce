import { EllipsisVertical } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { Menu } from './menu'

type RowMenuProps = { label: string; isBusy?: boolean; children: ReactNode }

/** What may be done with one row of a list. */
export function RowMenu({ label, isBusy = false, children }: RowMenuProps) {
  return (
    <Menu
      trigger={
        <Button
          look="ghost"
          size="icon"
          aria-label={label}
          isBusy={isBusy}
          icon={<EllipsisVertical className="size-4" aria-hidden="true" />}
        />
      }
    >
      {children}
    </Menu>
  )
}
