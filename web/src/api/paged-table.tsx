import type { RowData } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { ShowMore } from '@/ui/show-more'
import { Table, type TableProps } from '@/ui/table'
import { Answered } from './answered'
import type { Paged } from './paging'

type PagedTableProps<Row extends RowData> = Omit<TableProps<Row>, 'rows' | 'footer'> & {
  paged: Paged<Row>
  /** How many are shown, in words. */
  shown: (count: number, hasMore: boolean) => string
  /** What stands there when there are no rows. */
  nothing: ReactNode
}

/** A list that is read page by page, in all its states. */
export function PagedTable<Row extends RowData>({
  paged,
  shown,
  nothing,
  ...table
}: PagedTableProps<Row>): ReactNode {
  const { query, rows } = paged
  return (
    <Answered query={query}>
      {() =>
        rows.length === 0 ? (
          nothing
        ) : (
          <Table
            {...table}
            rows={rows}
            footer={<ReadOn paged={paged} shown={shown(rows.length, query.hasNextPage)} />}
          />
        )
      }
    </Answered>
  )
}

/** The foot of what is read page by page. */
export function ReadOn<Row>({ paged, shown }: { paged: Paged<Row>; shown: string }): ReactNode {
  const { query } = paged
  return (
    <ShowMore
      shown={shown}
      hasMore={query.hasNextPage}
      isBusy={query.isFetchingNextPage}
      onMore={() => void query.fetchNextPage()}
    />
  )
}
