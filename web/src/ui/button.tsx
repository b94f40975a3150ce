import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { words } from './words'

export type ButtonLook = 'primary' | 'plain' | 'ghost' | 'danger'
export type ButtonSize = 'sm' | 'md' | 'icon'

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent shadow-card not-aria-disabled:hover:bg-accent-hover',
  plain: 'control-soft text-ink not-aria-disabled:hover:bg-hover',
  ghost: 'text-muted not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-ink',
  danger: 'control-soft text-bad not-aria-disabled:hover:bg-bad-soft',
}
const sizes: Record<ButtonSize, string> = {
  sm: 'h-7 px-2.5 text-xs max-md:h-9 max-md:px-3',
  md: 'h-8 px-3 text-sm max-md:h-10',
  icon: 'size-8 max-md:size-10',
}

/** The classes of a button, for the links and triggers that look like one. */
export function buttonClass(look: ButtonLook = 'plain', size: ButtonSize = 'md'): string {
  return classNames(
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-[530] transition-colors aria-disabled:opacity-55',
    looks[look],
    sizes[size],
  )
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  look?: ButtonLook
  size?: ButtonSize
  icon?: ReactNode
  isBusy?: boolean
  /** A disabled button stays focusable, so that its reason can be read. */
  isDisabled?: boolean
}

export function Button({
  look,
  size,
  icon,
  isBusy = false,
  isDisabled = false,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const isClosed = isBusy || isDisabled
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={isClosed || undefined}
      aria-busy={isBusy || undefined}
      className={classNames(buttonClass(look, size), className)}
      onClick={(event) => {
        if (isClosed) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {isBusy ? <LoaderCircle className="size-4 animate-spin" aria-hidden="true" /> : icon}
      {children}
      {isBusy ? <span className="sr-only">, {words.working}</span> : null}
    </button>
  )
}
