import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '@/api/client'
import type { PurchaseOrderDetails } from '@/api/schema.gen'
import { compareDecimals, isDecimal } from '@/kernel/decimal'
import { useFormat } from '@/kernel/format'
import { DecimalField } from '@/ui/decimal-field'
import { useUnitNames } from '../choices'
import { ActDialog } from '../document/act-dialog'
import { messages } from '../document/messages.en'
import { requisitionKeys } from '../requisition/queries'
import { type OrderActProps, onOrder, orderName, useSeen } from './seen'

const words = messages.order
type Line = PurchaseOrderDetails['lines'][number]

/** Says how much of each line will not come; 0 for a line that will. */
export default function ShortCloseOrder({ subject, onClose }: OrderActProps) {
  const { order } = subject
  const cache = useQueryClient()
  const name = orderName(order)
  const open = order.lines.filter((line) => !line.short_closed)
  const [quantities, setQuantities] = useState<Record<string, string>>({})
  const quantityOf = (line: Line) =>
    quantities[line.id] ?? (open.length === 1 ? line.quantity : '0')
  const [areFaultsShown, setFaultsShown] = useState(false)
  const closed = open.flatMap((line) => {
    const quantity = quantityOf(line)
    return isSome(quantity) ? [{ line_id: line.id, quantity }] : []
  })
  const isWhole = order.lines.every(
    (line) => (line.short_closed?.quantity ?? quantityOf(line)) === line.quantity,
  )
  const faults = open.map((line) => faultOf(line, quantityOf(line)))
  return (
    <ActDialog
      {...useSeen(subject)}
      title={words.shortCloseTitle(name)}
      description={words.shortCloseDetail}
      confirm={words.shortClose}
      isDanger
      note={{ field: 'reason', isNeeded: true }}
      isReady={() => {
        setFaultsShown(true)
        return closed.length > 0 && faults.every((fault) => !fault)
      }}
      run={async ({ note, etag }) => {
        const done = await answer(
          api.POST('/v1/purchase-orders/{id}/short-close', {
            params: onOrder(order.id, etag),
            body: { reason: note, lines: closed },
          }),
        )
        await cache.invalidateQueries({ queryKey: requisitionKeys.all })
        return done
      }}
      done={words.shortClosed(name)}
      onClose={onClose}
    >
      <ul className="flex flex-col gap-3.5">
        {open.map((line, place) => (
          <LineRow
            key={line.id}
            line={line}
            quantity={quantityOf(line)}
            error={areFaultsShown ? faults[place] : undefined}
            onQuantity={(quantity) => setQuantities((old) => ({ ...old, [line.id]: quantity }))}
          />
        ))}
      </ul>
      <p role="status" className="rounded-md bg-sunken px-3 py-2 text-muted text-sm">
        {closed.length === 0 ? words.nothing : isWhole ? words.whole : words.lines(closed.length)}
      </p>
    </ActDialog>
  )
}

type LineRowProps = {
  line: Line
  quantity: string
  error: string | undefined
  onQuantity: (quantity: string) => void
}

function LineRow({ line, quantity, error, onQuantity }: LineRowProps) {
  const format = useFormat()
  const unit = useUnitNames()(line.unit)
  return (
    <li className="grid items-start gap-x-3 gap-y-1.5 sm:grid-cols-[minmax(0,1fr)_160px]">
      <span className="text-sm">
        <span className="block font-[550] [overflow-wrap:anywhere]">{line.description}</span>
        <span className="num text-faint text-xs">
          {words.expected(format.decimal(line.quantity), unit)}
        </span>
      </span>
      <DecimalField
        label={words.quantity(line.position)}
        isLabelHidden
        unit={unit}
        error={error}
        value={quantity}
        onValueChange={onQuantity}
      />
    </li>
  )
}

function isSome(quantity: string): boolean {
  return isDecimal(quantity) && compareDecimals(quantity, '0') > 0
}

function faultOf(line: Line, quantity: string): string | undefined {
  if (!isDecimal(quantity) || quantity.startsWith('-')) return words.wrong
  return isDecimal(line.quantity) && compareDecimals(quantity, line.quantity) > 0
    ? words.tooMuch
    : undefined
}
