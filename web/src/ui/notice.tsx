import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { softClass } from './pill'

const icons = { info: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert }

type NoticeProps = {
  tone: keyof typeof icons
  title?: string
  children?: ReactNode
  actions?: ReactNode
}

/** A message inside the page; a bad one is announced at once. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  const Icon = icons[tone]
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={classNames(
        'flex items-start gap-2.5 rounded-lg px-3.5 py-3 text-sm',
        softClass[tone],
      )}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-[550]">{title}</p> : null}
        {children}
        {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  )
}
