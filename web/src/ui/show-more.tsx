import { Button } from './button'
import { words } from './words'

type ShowMoreProps = { hasMore: boolean; isBusy: boolean; onMore: () => void; shown: string }

/** The foot of a list: how much is shown, and the way to the rest. */
export function ShowMore({ hasMore, isBusy, onMore, shown }: ShowMoreProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <span role="status" className="num">
        {shown}
      </span>
      {hasMore ? (
        <Button size="sm" isBusy={isBusy} onClick={onMore}>
          {words.showMore}
        </Button>
      ) : null}
    </div>
  )
}
