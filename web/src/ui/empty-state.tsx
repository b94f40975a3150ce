import type { ReactNode } from 'react'

type EmptyStateProps = {
  icon?: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
}

/** Says that there is nothing, why, and what one could do about it. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="card flex flex-col items-center px-6 py-14 text-center">
      {icon ? (
        <span
          aria-hidden="true"
          className="mb-4 grid size-11 place-items-center rounded-full bg-sunken text-faint ring-1 ring-line [&>svg]:size-5"
        >
          {icon}
        </span>
      ) : null}
      <h2 className="font-semibold text-lg">{title}</h2>
      {children ? <div className="mt-1 max-w-[46ch] text-muted text-sm">{children}</div> : null}
      {actions ? <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  )
}
