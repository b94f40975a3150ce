import { Link } from '@tanstack/react-router'
import { paths } from '@/app/paths'
import { buttonClass } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { Drawer } from '@/ui/drawer'
import { Notice } from '@/ui/notice'
import { fieldOf, foundText } from './mapping'
import { messages } from './messages.en'
import type { Import, ImportRow } from './queries'

const words = messages.table

type RowDrawerProps = { subject: Import; row: ImportRow; onClose: () => void }

/** One row as it stands in the file, cell by cell, with what each means and what was found. */
export function RowDrawer({ subject, row, onClose }: RowDrawerProps) {
  const { created } = row
  const link = created?.kind === 'supplier' ? paths.supplier(created.id) : paths.order(created?.id)
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={words.rowOf(row.row)}
      footer={
        created ? (
          <Link {...link} className={buttonClass('primary')}>
            {words.created[created.kind]}
          </Link>
        ) : null
      }
    >
      <div className="flex flex-col gap-4">
        <FoundOf subject={subject} title={words.problemsOf} tone="bad" found={row.problems} />
        <FoundOf subject={subject} title={words.warningsOf} tone="warn" found={row.warnings} />
        <div>
          <h3 className="mb-1 font-[550] text-sm">{words.cells}</h3>
          <dl>
            {row.cells.map((value, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell has no identity beside its column.
              <Cell key={column} subject={subject} row={row} column={column} value={value} />
            ))}
          </dl>
        </div>
      </div>
    </Drawer>
  )
}

type FoundOfProps = {
  subject: Import
  title: string
  tone: 'bad' | 'warn'
  found: ImportRow['problems']
}

function FoundOf({ subject, title, tone, found }: FoundOfProps) {
  if (found.length === 0) return null
  return (
    <Notice tone={tone} title={title}>
      <ul className="flex flex-col gap-1">
        {found.map(({ field, code, text }) => (
          <li key={`${field} ${code} ${text}`} className="[overflow-wrap:anywhere]">
            <Label subject={subject} field={field} />
            {foundText(text)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Label({ subject, field }: { subject: Import; field: string }) {
  const label = fieldOf(subject, { field })?.label
  return label ? <span className="font-[550]">{label}: </span> : null
}

type CellProps = { subject: Import; row: ImportRow; column: number; value: string }

function Cell({ subject, row, column, value }: CellProps) {
  const name = subject.header.find((one) => one.column === column)?.name.trim()
  const field = subject.fields.find((one) => one.column === column)
  const meant = subject.values.find(
    (one) => one.field === field?.field && one.from.trim() === value.trim(),
  )
  const isWrong = row.problems.some((one) => one.column === column)
  const isOdd = row.warnings.some((one) => one.column === column)
  return (
    <div
      className={classNames(
        'grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3 border-line border-b py-2 text-sm last:border-0',
        isWrong
          ? '-mx-2 rounded-md bg-bad-soft px-2'
          : isOdd && '-mx-2 rounded-md bg-warn-soft px-2',
      )}
    >
      <dt className="[overflow-wrap:anywhere]">
        {name || words.extra(column + 1)}
        {field ? (
          <span className="block text-muted text-xs">{words.readAs(field.label)}</span>
        ) : null}
      </dt>
      <dd className="[overflow-wrap:anywhere]">
        {value === '' ? <span className="text-muted">{words.empty}</span> : value}
        {meant ? <span className="block text-muted text-xs">{words.meant(meant.to)}</span> : null}
      </dd>
    </div>
  )
}
