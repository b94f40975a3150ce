import { ChevronRight } from 'lucide-react'
import { Children, type ReactElement, type ReactNode } from 'react'
import { classNames } from './class-names'

/** The frame of every screen: one width, one rhythm, room at the foot for what sticks there on phones. */
export function Page({ children, isNarrow = false }: { children: ReactNode; isNarrow?: boolean }) {
  return (
    <div
      className={classNames(
        'mx-auto w-full px-4 pt-5 pb-28 md:px-6 lg:pb-16',
        isNarrow ? 'max-w-[860px]' : 'max-w-[1360px]',
      )}
    >
      {children}
    </div>
  )
}

type PageHeaderProps = {
  title: string
  /** The way back up: links, then where one is. */
  trail?: ReactNode
  /** A pill or two beside the title. */
  status?: ReactNode
  summary?: ReactNode
  actions?: ReactNode
  /** On phones the actions stick to the bottom edge; for the decisions on a document. */
  areActionsSticky?: boolean
}

export function PageHeader({
  title,
  trail,
  status,
  summary,
  actions,
  areActionsSticky = false,
}: PageHeaderProps) {
  return (
    <header className="mb-5">
      <title>{`${title} · Countersign`}</title>
      {trail ? <div className="mb-2">{trail}</div> : null}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="font-semibold text-2xl tracking-[-0.02em] [overflow-wrap:anywhere]">
              {title}
            </h1>
            {status}
          </div>
          {summary ? <p className="mt-1 text-muted">{summary}</p> : null}
        </div>
        {actions ? (
          <div
            className={classNames(
              'flex flex-wrap gap-2',
              areActionsSticky &&
                'max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-20 max-lg:border-line max-lg:border-t max-lg:bg-surface max-lg:p-3 max-lg:[&>*]:flex-1',
            )}
          >
            {actions}
          </div>
        ) : null}
      </div>
    </header>
  )
}

type TrailProps = { label: string; children: ReactElement | ReactElement[]; here: string }

/** Breadcrumbs: the links are its children, the name of this page stands last. */
export function Trail({ label, children, here }: TrailProps) {
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap items-center gap-1 text-faint text-sm">
        {Children.map(children, (link) => (
          <li className="inline-flex items-center gap-1 [&>a:hover]:text-ink [&>a:hover]:underline">
            {link}
            <ChevronRight className="size-3.5" aria-hidden="true" />
          </li>
        ))}
        <li aria-current="page" className="num text-muted">
          {here}
        </li>
      </ol>
    </nav>
  )
}
