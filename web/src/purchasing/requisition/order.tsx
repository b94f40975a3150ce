import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '@/api/client'
import type { RequisitionDocument } from '@/api/schema.gen'
import { compareDecimals, isDecimal } from '@/kernel/decimal'
import { useFormat } from '@/kernel/format'
import { Combobox } from '@/ui/combobox'
import { DecimalField } from '@/ui/decimal-field'
import type { Option } from '@/ui/option'
import { useSupplierChoices, useUnitNames } from '../choices'
import { ActDialog } from '../document/act-dialog'
import { orderKeys } from '../order/queries'
import { messages } from './messages.en'
import { onRequisition, type RequisitionActProps, requisitionName, useSeen } from './seen'

const words = messages.order
type Line = RequisitionDocument['lines'][number]
type OrderedLine = { requisition_line_id: string; quantity: string }
type Choice = { line: Line; quantity: string; supplier: Option | null }

/** What remains of each line, from whom; those of one supplier become one draft. */
export default function OrderRequisition({ subject, onClose }: RequisitionActProps) {
  const { requisition } = subject
  const cache = useQueryClient()
  const [choices, setChoices] = useState(() => choicesOf(requisition))
  const [areFaultsShown, setFaultsShown] = useState(false)
  const groups = groupsOf(choices)
  const change = (place: number, part: Partial<Choice>) =>
    setChoices((old) => old.map((one, at) => (at === place ? { ...one, ...part } : one)))
  const hasFault = choices.some((choice) => faultOf(choice) || supplierFault(choice))
  return (
    <ActDialog
      {...useSeen(subject)}
      title={messages.act.orderTitle(requisitionName(requisition))}
      description={messages.act.orderDetail}
      confirm={messages.act.makeOrders}
      size="lg"
      isReady={() => {
        setFaultsShown(true)
        return !hasFault && groups.length > 0
      }}
      run={async ({ etag }) => {
        const made = await answer(
          api.POST('/v1/requisitions/{id}/order', {
            params: onRequisition(requisition.id, etag),
            body: { orders: groups.map(({ order }) => order) },
          }),
        )
        await cache.invalidateQueries({ queryKey: orderKeys.all })
        return made
      }}
      done={messages.act.ordered(groups.length)}
      onClose={onClose}
    >
      {choices.length === 0 ? <p className="text-muted text-sm">{words.needLines}</p> : null}
      <ul className="flex flex-col gap-3.5">
        {choices.map((choice, place) => (
          <ChoiceRow
            key={choice.line.id}
            choice={choice}
            areFaultsShown={areFaultsShown}
            onChange={(part) => change(place, part)}
          />
        ))}
      </ul>
      <Summary>
        {groups.length > 0
          ? groups.map(({ name, order }) => words.group(name, order.lines.length)).join(', ')
          : words.nothing}
      </Summary>
    </ActDialog>
  )
}

function Summary({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="rounded-md bg-sunken px-3 py-2 text-muted text-sm">
      {children}
    </p>
  )
}

type ChoiceRowProps = {
  choice: Choice
  areFaultsShown: boolean
  onChange: (part: Partial<Choice>) => void
}

function ChoiceRow({ choice, areFaultsShown, onChange }: ChoiceRowProps) {
  const format = useFormat()
  const unitName = useUnitNames()
  const suppliers = useSupplierChoices(true)
  const { line } = choice
  const unit = unitName(line.unit)
  return (
    <li className="grid items-start gap-x-3 gap-y-1.5 sm:grid-cols-[minmax(0,1fr)_120px_220px]">
      <span className="text-sm">
        <span className="block font-[550]">{line.description}</span>
        <span className="num text-faint text-xs">
          {words.remaining(format.decimal(line.remaining_quantity), unit)}
        </span>
      </span>
      <DecimalField
        label={words.line(words.quantity, line.position)}
        isLabelHidden
        unit={unit}
        error={areFaultsShown ? faultOf(choice) : undefined}
        value={choice.quantity}
        onValueChange={(quantity) => onChange({ quantity })}
      />
      <Combobox
        label={words.line(words.supplier, line.position)}
        isLabelHidden
        error={areFaultsShown ? supplierFault(choice) : undefined}
        {...suppliers}
        value={choice.supplier}
        onValueChange={(supplier) => onChange({ supplier })}
      />
    </li>
  )
}

function choicesOf({ lines, supplier }: RequisitionDocument): readonly Choice[] {
  return lines
    .filter((line) => isSome(line.remaining_quantity))
    .map((line) => {
      const from = line.supplier ?? supplier
      return {
        line,
        quantity: line.remaining_quantity,
        supplier: from ? { value: from.id, label: from.name } : null,
      }
    })
}

function isSome(quantity: string): boolean {
  return isDecimal(quantity) && compareDecimals(quantity, '0') > 0
}

function faultOf({ line, quantity }: Choice): string | undefined {
  if (!isDecimal(quantity) || quantity.startsWith('-')) return words.wrong
  const remaining = line.remaining_quantity
  return isDecimal(remaining) && compareDecimals(quantity, remaining) > 0
    ? words.tooMuch
    : undefined
}

function supplierFault({ quantity, supplier }: Choice): string | undefined {
  return isSome(quantity) && !supplier ? words.needSupplier : undefined
}

function groupsOf(choices: readonly Choice[]) {
  const groups = new Map<string, { name: string; lines: OrderedLine[] }>()
  for (const { line, quantity, supplier } of choices) {
    if (!supplier || !isSome(quantity)) continue
    const group = groups.get(supplier.value) ?? { name: supplier.label, lines: [] }
    group.lines.push({ requisition_line_id: line.id, quantity })
    groups.set(supplier.value, group)
  }
  return [...groups].map(([supplier_id, { name, lines }]) => ({
    name,
    order: { supplier_id, lines },
  }))
}
