import { Link } from '@tanstack/react-router'
import { CircleAlert, PanelRightOpen, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '@/app/paths'
import { Button } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { Pill, type Tone } from '@/ui/pill'
import { fieldOf, foundText, noEdits, readValue, sourceOf } from './mapping'
import { messages } from './messages.en'
import type { Import, ImportRow } from './queries'
import type { RowOutcome } from './search'

const words = messages.table
const tones: Record<RowOutcome, Tone> = {
  ready: 'good',
  warning: 'warn',
  problem: 'bad',
  repeated: 'calm',
}
const findingsMax = 3
const sideFields: Record<Import['kind'], readonly string[]> = {
  suppliers: ['country', 'currency'],
  purchase_orders: ['quantity', 'unit_price'],
}
const numericFields: readonly string[] = ['quantity', 'unit_price']

type RowTableProps = {
  subject: Import
  rows: readonly ImportRow[]
  onLook: (row: ImportRow) => void
  footer: ReactNode
}

/** The rows with what each is about and what was found in it; cards on phones. */
export function RowTable({ subject, rows, onLook, footer }: RowTableProps) {
  const sides = subject.fields.filter(
    (field) => sideFields[subject.kind].includes(field.field) && sourceOf(field, noEdits) !== null,
  )
  return (
    <>
      <div className="card overflow-clip max-md:hidden">
        <table className="w-full table-fixed border-collapse text-sm">
          <caption className="sr-only">{words.title}</caption>
          <thead>
            <tr className="border-line border-b bg-sunken text-left">
              <Head className="w-[72px] pl-5">{words.row}</Head>
              <Head>{subject.kind === 'suppliers' ? words.supplier : words.order}</Head>
              {sides.map(({ field, label }) => (
                <Head
                  key={field}
                  className={classNames(
                    'w-[112px] max-xl:hidden',
                    numericFields.includes(field) && 'text-right',
                  )}
                >
                  {label}
                </Head>
              ))}
              <Head className={subject.state === 'confirmed' ? 'w-[188px]' : 'w-[116px]'}>
                {words.outcomeHeader}
              </Head>
              <Head className="w-14">
                <span className="sr-only">{words.lookHeader}</span>
              </Head>
            </tr>
          </thead>
          {rows.map((row) => (
            <tbody key={row.row} className="border-line border-b last:border-0 hover:bg-hover/60">
              <tr>
                <td className="num px-3 pl-5 text-faint">{row.row}</td>
                <td
                  className={classNames('px-3', hasFindings(row) ? 'h-11 py-1' : 'h-[54px] py-1.5')}
                >
                  <What subject={subject} row={row} />
                </td>
                {sides.map(({ field }) => (
                  <td
                    key={field}
                    className={classNames(
                      'truncate px-3 text-muted max-xl:hidden',
                      numericFields.includes(field) && 'num text-right',
                    )}
                  >
                    {readValue(subject, row, field)}
                  </td>
                ))}
                <td className="px-3">
                  <OutcomePill subject={subject} row={row} />
                </td>
                <td className="pr-3">
                  <Look row={row} onLook={onLook} />
                </td>
              </tr>
              {hasFindings(row) ? (
                <tr>
                  <td />
                  <td colSpan={sides.length + 3} className="px-3 pr-5 pb-3">
                    <Findings subject={subject} row={row} />
                  </td>
                </tr>
              ) : null}
            </tbody>
          ))}
        </table>
        <div className="border-line border-t bg-sunken px-5 py-3 text-muted text-xs">{footer}</div>
      </div>
      <ul aria-label={words.title} className="flex flex-col gap-2 md:hidden">
        {rows.map((row) => (
          <li key={row.row} className="card">
            <RowCard subject={subject} row={row} onLook={onLook} />
          </li>
        ))}
        <li className="px-1 pt-1 text-muted text-xs">{footer}</li>
      </ul>
    </>
  )
}

function hasFindings({ problems, warnings }: ImportRow): boolean {
  return problems.length + warnings.length > 0
}

function Head({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <th scope="col" className={classNames('h-9 px-3 font-[530] text-faint text-xs', className)}>
      {children}
    </th>
  )
}

type RowOf = { subject: Import; row: ImportRow }

/** What a row is about, and what it was made into. */
function What({ subject, row }: RowOf) {
  const isOrder = subject.kind === 'purchase_orders'
  const name = isOrder ? readValue(subject, row, 'description') : row.document
  const under = isOrder
    ? [row.document, readValue(subject, row, 'supplier')]
    : [readValue(subject, row, 'tax_number'), readValue(subject, row, 'external_number')]
  const told = under.filter(Boolean).join(', ')
  return (
    <span className="block min-w-0 leading-snug">
      <Name row={row} name={name?.trim() || row.document || words.nameless} />
      {told ? <span className="num block truncate text-faint text-xs">{told}</span> : null}
    </span>
  )
}

function Name({ row, name }: { row: ImportRow; name: string }) {
  const { created } = row
  if (!created) return <span className="block truncate font-[550]">{name}</span>
  const link = created.kind === 'supplier' ? paths.supplier(created.id) : paths.order(created.id)
  return (
    <Link {...link} className="block truncate font-[550] hover:underline">
      {name}
    </Link>
  )
}

function OutcomePill({ subject, row: { outcome } }: RowOf) {
  const names = subject.state === 'confirmed' ? words.made : words.outcome
  return <Pill tone={tones[outcome]}>{names[outcome]}</Pill>
}

type LookProps = { row: ImportRow; onLook: (row: ImportRow) => void }

function Look({ row, onLook }: LookProps) {
  return (
    <Button
      look="ghost"
      size="icon"
      aria-label={words.look(row.row)}
      icon={<PanelRightOpen className="size-4" aria-hidden="true" />}
      onClick={() => onLook(row)}
    />
  )
}

/** What was found in a row, what stands in the way first. */
function Findings({ subject, row }: RowOf) {
  const all = [
    ...row.problems.map((found) => ({ ...found, isProblem: true })),
    ...row.warnings.map((found) => ({ ...found, isProblem: false })),
  ]
  const more = all.length - findingsMax
  return (
    <ul className="flex flex-col gap-0.5 text-xs">
      {all.slice(0, findingsMax).map(({ field, code, text, isProblem }) => {
        const Icon = isProblem ? CircleAlert : TriangleAlert
        const label = fieldOf(subject, { field })?.label
        return (
          <li
            key={`${field} ${code} ${text}`}
            className={classNames('flex items-start gap-1.5', isProblem ? 'text-bad' : 'text-warn')}
          >
            <Icon className="mt-px size-3.5 shrink-0" aria-hidden="true" />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {label ? <span className="font-[550]">{label}: </span> : null}
              {foundText(text)}
            </span>
          </li>
        )
      })}
      {more > 0 ? <li className="text-faint">{words.more(more)}</li> : null}
    </ul>
  )
}

function RowCard({ subject, row, onLook }: RowOf & LookProps) {
  return (
    <div className="flex items-start gap-2 py-2.5 pr-2 pl-4">
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <span className="flex items-center gap-2">
          <OutcomePill subject={subject} row={row} />
          <span className="num text-faint text-xs">{words.rowOf(row.row)}</span>
        </span>
        <What subject={subject} row={row} />
        {hasFindings(row) ? <Findings subject={subject} row={row} /> : null}
      </div>
      <Look row={row} onLook={onLook} />
    </div>
  )
}
