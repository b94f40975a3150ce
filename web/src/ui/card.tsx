import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'

type CardProps = {
  title: string
  isTitleHidden?: boolean
  aside?: ReactNode
  children: ReactNode
  className?: string
  /** Tables and diffs reach the card's edge. */
  isFlush?: boolean
}

/** A titled part of a page. */
export function Card({
  title,
  isTitleHidden = false,
  aside,
  children,
  className,
  isFlush = false,
}: CardProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classNames('card min-w-0 overflow-clip', className)}>
      <div
        className={
          isTitleHidden
            ? 'sr-only'
            : 'flex flex-wrap items-baseline gap-2 px-5 pt-3.5 pb-3 max-sm:px-4'
        }
      >
        <h2 id={id} className="flex-1 font-semibold text-base">
          {title}
        </h2>
        {aside ? <div className="text-faint text-xs">{aside}</div> : null}
      </div>
      <div
        className={
          isFlush ? undefined : classNames('px-5 pb-5 max-sm:px-4', isTitleHidden && 'pt-4')
        }
      >
        {children}
      </div>
    </section>
  )
}
