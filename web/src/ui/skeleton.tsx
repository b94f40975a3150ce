import { classNames } from './class-names'
import { words } from './words'

/** A grey bar in the place of something that is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames('block animate-pulse rounded-md bg-line', className)}
    />
  )
}

/** A page on its way. It appears late, so that a quick answer does not flicker. */
export function PageSkeleton() {
  return (
    <div role="status" className="mx-auto w-full max-w-[1360px] px-4 pt-6 md:px-6">
      <span className="sr-only">{words.loading}</span>
      <Skeleton className="h-7 w-56" />
      <div className="card mt-6 flex flex-col gap-5 p-5">
        <Rows count={7} />
      </div>
    </div>
  )
}

/** The rows of a table on their way. */
export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" className="card flex flex-col gap-5 p-5">
      <span className="sr-only">{words.loading}</span>
      <Rows count={rows} />
    </div>
  )
}

function Rows({ count }: { count: number }) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a placeholder has no identity beside its place.
    <div key={row} aria-hidden="true" className="flex items-center gap-4">
      <Skeleton className="size-8 shrink-0" />
      <Skeleton className="h-4 flex-1" />
      <Skeleton className="h-4 w-24 max-sm:hidden" />
      <Skeleton className="h-4 w-16" />
    </div>
  ))
}
