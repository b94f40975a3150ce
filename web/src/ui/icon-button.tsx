import type { ReactNode } from 'react'
import { Button, type ButtonProps } from './button'
import { Tooltip } from './tooltip'

type IconButtonProps = Omit<ButtonProps, 'children' | 'icon' | 'size'> & {
  label: string
  icon: ReactNode
}

/** A button that shows only an icon; its label is spoken and shown as a hint. */
export function IconButton({ label, icon, look = 'ghost', ...rest }: IconButtonProps) {
  return (
    <Tooltip hint={label}>
      <Button {...rest} look={look} size="icon" aria-label={label}>
        {icon}
      </Button>
    </Tooltip>
  )
}
