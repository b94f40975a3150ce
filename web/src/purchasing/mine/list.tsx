import { Link } from '@tanstack/react-router'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { NeedBy } from '../document/need-by'
import { OrderPill } from '../order/status-pill'
import { RequisitionPill } from '../requisition/status-pill'
import type { Listed } from './queries'

const shownMax = 6

/** Documents in short, for the home page. */
export function MineList({ rows }: { rows: readonly Listed[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {rows.slice(0, shownMax).map((row) => (
        <li key={row.document.id}>
          <Short row={row} />
        </li>
      ))}
    </ul>
  )
}

function Short({ row }: { row: Listed }) {
  const format = useFormat()
  const { id, title, number, total, need_by } = row.document
  const link = row.kind === 'requisition' ? paths.requisition(id) : paths.order(id)
  return (
    <span className="flex items-center gap-3">
      <span className="min-w-0 flex-1 leading-snug">
        <Link {...link} className="block truncate font-[550] text-sm hover:underline">
          {title}
        </Link>
        <span className="num flex gap-2 text-faint text-xs">
          {number ? <span>{number}</span> : null}
          <NeedBy date={need_by} isOpen />
        </span>
      </span>
      {row.kind === 'requisition' ? (
        <RequisitionPill lifecycle={row.document.lifecycle} />
      ) : (
        <OrderPill lifecycle={row.document.lifecycle} />
      )}
      <span className="num w-24 text-right font-[550] text-sm">{format.money(total)}</span>
    </span>
  )
}
