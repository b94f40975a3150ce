import type { ReactNode } from 'react'
import type { Totals } from '@/api/schema.gen'
import { compareDecimals, isDecimal, percentOf } from '@/kernel/decimal'
import { useFormat } from '@/kernel/format'
import { Card } from '@/ui/card'
import { Meter } from '@/ui/meter'
import { adjustmentLabel, signed } from '../adjustment/draft'
import { useUnitNames } from '../choices'
import { messages } from '../messages.en'
import type { ShownAdjustment, ShownLine } from './shown-line'

const words = messages.lines
const columns = messages.columns

type LinesProps<Line extends ShownLine> = {
  lines: readonly Line[]
  totals: Totals
  /** Discounts and charges on the whole. */
  adjustments: readonly ShownAdjustment[]
  /** Below the total: what it comes to in another currency. */
  inBase?: string | null | undefined
  /** An approved requisition shows how much of each line is ordered. */
  isOrdering?: boolean
  /** What the line became, or what it answers. */
  traceOf?: (line: Line) => ReactNode
}

/** What is bought and what it comes to. */
export function DocumentLines<Line extends ShownLine>(props: LinesProps<Line>) {
  const { lines, totals, adjustments, inBase, isOrdering = false, traceOf } = props
  return (
    <Card title={words.title} aside={words.count(lines.length)} isFlush>
      {lines.length === 0 ? (
        <p className="px-5 pb-5 text-muted text-sm max-sm:px-4">{words.none}</p>
      ) : (
        <>
          <LinesTable
            lines={lines}
            currency={totals.net.currency}
            isOrdering={isOrdering}
            traceOf={traceOf}
          />
          <LineCards lines={lines} isOrdering={isOrdering} traceOf={traceOf} />
          <Sums totals={totals} adjustments={adjustments} inBase={inBase} />
        </>
      )}
    </Card>
  )
}

type CardsProps<Line extends ShownLine> = {
  lines: readonly Line[]
  isOrdering: boolean
  traceOf: ((line: Line) => ReactNode) | undefined
}
type TableProps<Line extends ShownLine> = CardsProps<Line> & { currency: string }

function LinesTable<Line extends ShownLine>(props: TableProps<Line>) {
  const { lines, currency, isOrdering, traceOf } = props
  const format = useFormat()
  const price = usePrice(currency)
  const unitName = useUnitNames()
  return (
    <table className="w-full table-fixed border-collapse text-sm max-md:hidden">
      <caption className="sr-only">{words.title}</caption>
      <thead>
        <tr className="border-line border-y bg-sunken text-left text-faint text-xs [&>th]:h-8 [&>th]:px-3 [&>th]:font-[530]">
          <th scope="col" className="first:pl-5">
            {columns.item}
          </th>
          {isOrdering ? null : (
            <th scope="col" className="w-[17%] max-xl:hidden">
              {columns.category}
            </th>
          )}
          <th scope="col" className="w-[92px] text-right">
            {columns.quantity}
          </th>
          {isOrdering ? (
            <th scope="col" className="w-[116px]">
              {columns.ordered}
            </th>
          ) : null}
          <th scope="col" className="w-[124px] text-right">
            {columns.unitPrice}
          </th>
          <th scope="col" className="w-[84px]">
            {columns.tax}
          </th>
          <th scope="col" className="w-[124px] text-right last:pr-5">
            {columns.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr
            key={line.id}
            className="border-line border-b align-top [&>td]:px-3 [&>td]:py-2.5 [&>td:first-child]:pl-5 [&>td:last-child]:pr-5"
          >
            <td>
              <Item line={line} />
              {traceOf?.(line)}
            </td>
            {isOrdering ? null : (
              <td className="text-muted max-xl:hidden">{line.category?.name}</td>
            )}
            <td className="num text-right">
              {format.decimal(line.quantity)}{' '}
              <span className="text-faint">{unitName(line.unit)}</span>
              {isOrdering || !line.short_closed ? null : (
                <span className="block text-muted text-xs">
                  {words.shortClosed(format.decimal(line.short_closed.quantity))}
                </span>
              )}
            </td>
            {isOrdering ? (
              <td>
                <Ordered line={line} />
              </td>
            ) : null}
            <td className="num text-right text-muted">{price(line, unitName(line.unit))}</td>
            <td className="text-muted">{line.tax_code?.code}</td>
            <td className="num text-right font-[550]">{format.money(line.net)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LineCards<Line extends ShownLine>({ lines, isOrdering, traceOf }: CardsProps<Line>) {
  const format = useFormat()
  const unitName = useUnitNames()
  const price = usePrice(lines[0]?.net.currency ?? '')
  return (
    <ul aria-label={words.title} className="border-line border-t md:hidden">
      {lines.map((line) => (
        <li key={line.id} className="border-line border-b px-4 py-3 text-sm">
          <div className="flex items-start gap-3">
            <span className="min-w-0 flex-1">
              <Item line={line} />
              {traceOf?.(line)}
            </span>
            <span className="num font-[550]">{format.money(line.net)}</span>
          </div>
          <p className="num mt-0.5 text-faint text-xs">
            {format.decimal(line.quantity)} {unitName(line.unit)} ×{' '}
            {price(line, unitName(line.unit))}
            {line.tax_code ? `, ${line.tax_code.code}` : null}
          </p>
          {isOrdering ? <Ordered line={line} /> : null}
        </li>
      ))}
    </ul>
  )
}

function Item({ line }: { line: ShownLine }) {
  const format = useFormat()
  const under = [
    line.supplier?.name,
    line.need_by ? words.neededBy(format.date(line.need_by)) : null,
  ].filter(Boolean)
  return (
    <>
      <span className="font-[550] [overflow-wrap:anywhere]">{line.description}</span>
      {line.supplier_reference ? (
        <span className="block font-mono text-2xs text-faint">{line.supplier_reference}</span>
      ) : null}
      {under.length > 0 ? (
        <span className="block text-faint text-xs">{under.join(', ')}</span>
      ) : null}
      {line.adjustments.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are shown, and never moved.
        <span key={place} className="num block text-muted text-xs">
          {adjustmentLabel(one, format.decimal)}:{' '}
          <span className="whitespace-nowrap">{format.money(signedMoney(one))}</span>
        </span>
      ))}
      {line.note ? <span className="block text-muted text-xs">{line.note}</span> : null}
      {line.short_closed ? (
        <span className="block text-muted text-xs [overflow-wrap:anywhere]">
          {words.shortClosedBy(line.short_closed.by.name, line.short_closed.reason)}
        </span>
      ) : null}
    </>
  )
}

function Ordered({ line }: { line: ShownLine }) {
  const format = useFormat()
  const ordered = line.ordered_quantity ?? '0'
  const text = words.orderedOf(format.decimal(ordered), format.decimal(line.quantity))
  const percent = percentOf(ordered, line.quantity)
  const rest = [
    { key: 'remaining', quantity: line.remaining_quantity, text: words.remain },
    { key: 'closed', quantity: line.short_closed?.quantity, text: words.shortClosed },
  ]
  return (
    <span className="block">
      <Meter percent={percent} label={text} tone={percent >= 100 ? 'good' : 'info'} />
      <span className="num mt-1 block text-faint text-xs">{text}</span>
      {rest.map(({ key, quantity, text }) =>
        quantity && isDecimal(quantity) && compareDecimals(quantity, '0') > 0 ? (
          <span key={key} className="num block text-muted text-xs">
            {text(format.decimal(quantity))}
          </span>
        ) : null,
      )}
    </span>
  )
}

/** With the sign that its kind has. */
function signedMoney({ kind, amount }: ShownAdjustment) {
  return isDecimal(amount.amount) ? { ...amount, amount: signed(kind, amount.amount) } : amount
}

function usePrice(currency: string) {
  const format = useFormat()
  return (line: ShownLine, unit: string) => {
    const price = format.money({ amount: line.unit_price, currency })
    const isForOne = /^1(\.0+)?$/.test(line.price_base)
    return isForOne ? price : words.perUnits(price, format.decimal(line.price_base), unit)
  }
}

type SumsProps = Pick<LinesProps<ShownLine>, 'totals' | 'adjustments' | 'inBase'>

function Sums({ totals, adjustments, inBase }: SumsProps) {
  const format = useFormat()
  return (
    <dl className="ml-auto grid w-full max-w-[330px] grid-cols-[1fr_auto] gap-y-1.5 px-5 py-4 text-sm max-md:max-w-none max-sm:px-4">
      {adjustments.length > 0 ? (
        <>
          <dt className="text-muted">{words.title}</dt>
          <dd className="num text-right">{format.money(totals.lines)}</dd>
        </>
      ) : null}
      {adjustments.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are shown, and never moved.
        <div key={place} className="contents">
          <dt className="min-w-0 text-muted [overflow-wrap:anywhere]">
            {adjustmentLabel(one, format.decimal)}
            {one.tax_code ? <span className="text-faint">, {one.tax_code.code}</span> : null}
          </dt>
          <dd className="num pl-4 text-right">{format.money(signedMoney(one))}</dd>
        </div>
      ))}
      <dt className="text-muted">{words.subtotal}</dt>
      <dd className="num text-right">{format.money(totals.net)}</dd>
      {totals.by_tax_code.map(({ tax_code, tax }) => (
        <div key={tax_code?.id ?? 'none'} className="contents">
          <dt className="text-muted">{tax_code?.name ?? words.noTax}</dt>
          <dd className="num text-right">{format.money(tax)}</dd>
        </div>
      ))}
      <dt className="border-line border-t pt-2 font-semibold text-base">{words.total}</dt>
      <dd className="num border-line border-t pt-2 text-right font-semibold text-base">
        {format.money(totals.gross)}
      </dd>
      {inBase ? <dd className="num col-span-2 text-right text-faint text-xs">{inBase}</dd> : null}
    </dl>
  )
}
