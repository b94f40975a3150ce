import type { ReactNode } from 'react'
import { Button } from './button'
import { EmptyState } from './empty-state'

type NothingProps = {
  icon: ReactNode
  /** Of the list: that it is empty, and that its filters leave nothing of it. */
  words: Record<'none' | 'noneDetail' | 'noneSuch' | 'noneSuchDetail' | 'showAll', string>
  isFiltered: boolean
  onAll: () => void
  /** What could be done about an empty list. */
  actions?: ReactNode
}

/** Says that a list is empty or, while it is filtered, that no row is like that, and shows all. */
export function Nothing({ icon, words, isFiltered, onAll, actions }: NothingProps) {
  return isFiltered ? (
    <EmptyState
      icon={icon}
      title={words.noneSuch}
      actions={<Button onClick={onAll}>{words.showAll}</Button>}
    >
      {words.noneSuchDetail}
    </EmptyState>
  ) : (
    <EmptyState icon={icon} title={words.none} actions={actions}>
      {words.noneDetail}
    </EmptyState>
  )
}
