import {
  type ColumnDef,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useMemo } from 'react'
import { Checkbox } from './checkbox'
import { classNames } from './class-names'

const features = tableFeatures({ rowSelectionFeature })

export type Column<Row> = {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Width and breakpoints, such as `w-[120px] max-xl:hidden`. */
  className?: string
  /** Figures stand right-aligned and in tabular digits. */
  isNumeric?: boolean
}

export type Selection = Readonly<Record<string, true>>

export type TableProps<Row extends RowData> = {
  caption: string
  /** Keep rows and columns stable between renders: module scope, query cache or memo. */
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowId: (row: Row) => string
  /** The same row as a card, which phones show in place of the table. */
  card: (row: Row) => ReactNode
  selection?: {
    selected: Selection
    onChange: (selected: Selection) => void
    labelOf: (row: Row) => string
  }
  footer?: ReactNode
}

/** A table on wide screens and a list of cards on phones. */
export function Table<Row extends RowData>({
  caption,
  rows,
  columns,
  rowId,
  card,
  selection,
  footer,
}: TableProps<Row>) {
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row> => ({
          id: column.id,
          header: column.header,
          cell: ({ row }) => column.cell(row.original),
        }),
      ),
    [columns],
  )
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    state: { rowSelection: selection?.selected ?? none },
    onRowSelectionChange: (change) =>
      selection?.onChange(typeof change === 'function' ? change(selection.selected) : change),
  })
  const shown = table.getRowModel().rows
  const classOf = (id: string) =>
    classNames(
      'px-3 first:pl-5 last:pr-5',
      byId.get(id)?.className,
      byId.get(id)?.isNumeric && 'num text-right',
    )
  return (
    <>
      <div className="card overflow-clip max-md:hidden">
        <table className="w-full table-fixed border-collapse text-sm">
          <caption className="sr-only">{caption}</caption>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} className="border-line border-b bg-sunken text-left">
                {selection ? (
                  <th scope="col" className="w-10 pl-5">
                    <Checkbox
                      label={`${caption}: all`}
                      isLabelHidden
                      isChecked={table.getIsAllRowsSelected()}
                      isMixed={table.getIsSomeRowsSelected()}
                      onCheckedChange={(isChecked) => table.toggleAllRowsSelected(isChecked)}
                    />
                  </th>
                ) : null}
                {group.headers.map((header) => (
                  <th
                    key={header.id}
                    scope="col"
                    className={classNames(
                      'h-9 font-[530] text-faint text-xs',
                      classOf(header.column.id),
                    )}
                  >
                    <table.FlexRender header={header} />
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr
                key={row.id}
                className={classNames(
                  'border-line border-b last:border-0 hover:bg-hover/60',
                  row.getIsSelected() && 'bg-accent-soft/60',
                )}
              >
                {selection ? (
                  <td className="pl-5">
                    <Checkbox
                      label={selection.labelOf(row.original)}
                      isLabelHidden
                      isChecked={row.getIsSelected()}
                      onCheckedChange={(isChecked) => row.toggleSelected(isChecked)}
                    />
                  </td>
                ) : null}
                {row.getAllCells().map((cell) => (
                  <td
                    key={cell.id}
                    className={classNames('h-[54px] py-1.5', classOf(cell.column.id))}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {footer ? (
          <div className="border-line border-t bg-sunken px-5 py-3 text-muted text-xs">
            {footer}
          </div>
        ) : null}
      </div>
      <ul aria-label={caption} className="flex flex-col gap-2 md:hidden">
        {rows.map((row) => (
          <li key={rowId(row)} className="card">
            {card(row)}
          </li>
        ))}
        {footer ? <li className="px-1 pt-1 text-muted text-xs">{footer}</li> : null}
      </ul>
    </>
  )
}

const none: Selection = {}
