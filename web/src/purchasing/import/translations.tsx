import { Link } from '@tanstack/react-router'
import { ArrowRight, TriangleAlert, X } from 'lucide-react'
import { useCan } from '@/access/can'
import { paths } from '@/app/paths'
import { Button } from '@/ui/button'
import { MasterChoice, MasterName } from './choice'
import { asClosed, type ClosedField } from './choices'
import { faultKey, sourceOf, translationsOf } from './mapping'
import { messages } from './messages.en'
import type { Import, ImportField } from './queries'
import type { Trying } from './trying'

const words = messages.fields
const listedMax = 50

type TranslationsProps = {
  subject: Import
  field: ImportField
  trying: Trying
  isClosed: boolean
}

/** The words of a column that are not known here, each with its meaning to choose, and those that have one. */
export function Translations({ subject, field, trying, isClosed }: TranslationsProps) {
  const closed = asClosed(field.field)
  const source = sourceOf(field, trying.edits)
  if (!closed || source === null || !('column' in source)) return null
  const known = translationsOf(subject, trying.edits, field.field)
  const meaning = new Map(known.map(({ from, to }) => [from, to]))
  const unknown = field.unknown_values
  const settled = known.filter(({ from }) => !unknown.some(({ value }) => value === from))
  const translate = (from: string, to: string | null) =>
    trying.translate({ field: field.field, from, to })
  return (
    <>
      {unknown.length > 0 ? (
        <div className="mt-2 rounded-lg bg-warn-soft px-3 py-2.5">
          <p className="flex items-start gap-1.5 font-[550] text-warn text-xs">
            <TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden="true" />
            {words.unknown(unknown.length)}
          </p>
          <ul className="mt-2 flex flex-col gap-2.5" aria-label={words.unknown(unknown.length)}>
            {unknown.map(({ value, rows }) => (
              <li key={value}>
                <p className="mb-1 flex items-baseline gap-2 text-ink text-sm">
                  <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                    {value.trim() === '' ? words.blank : value}
                  </span>
                  <span className="num shrink-0 text-muted text-xs">{messages.rows(rows)}</span>
                </p>
                <MasterChoice
                  field={closed}
                  label={words.meaning(value)}
                  value={meaning.get(value) ?? null}
                  error={trying.faults[faultKey({ field: field.field, from: value })]}
                  isDisabled={isClosed}
                  nothing={field.required ? undefined : words.nothingMeant}
                  onChoose={(to) => translate(value, to)}
                />
              </li>
            ))}
          </ul>
          {closed === 'supplier' ? <SuppliersFirst /> : null}
          {unknown.length >= listedMax ? (
            <p className="mt-2 text-warn text-xs">{words.unknownMore}</p>
          ) : null}
        </div>
      ) : null}
      {settled.length > 0 ? (
        <ul className="mt-2 flex flex-col" aria-label={words.known}>
          {settled.map(({ from, to }) => (
            <Settled
              key={from}
              field={closed}
              from={from}
              to={to}
              isClosed={isClosed}
              onForget={() => translate(from, null)}
            />
          ))}
        </ul>
      ) : null}
    </>
  )
}

/** Suppliers that are not there yet need no translation: the same file can bring them. */
function SuppliersFirst() {
  const isOpen = useCan('supplier.create')
  if (!isOpen) return null
  return (
    <p className="mt-2.5 text-muted text-xs">
      {words.suppliersFirst}{' '}
      <Link
        {...paths.newImport({ kind: 'suppliers' })}
        className="font-[550] text-ink underline underline-offset-2"
      >
        {words.importSuppliers}
      </Link>
    </p>
  )
}

type SettledProps = {
  field: ClosedField
  from: string
  to: string
  isClosed: boolean
  onForget: () => void
}

function Settled({ field, from, to, isClosed, onForget }: SettledProps) {
  return (
    <li className="flex min-h-8 items-center gap-1.5 text-sm">
      <span className="min-w-0 truncate text-muted">{from || words.blank}</span>
      <ArrowRight className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
      <span className="min-w-0 flex-1 truncate">
        {to ? <MasterName field={field} value={to} /> : words.nothingMeant}
      </span>
      {isClosed ? null : (
        <Button
          look="ghost"
          size="icon"
          className="-mr-1.5"
          aria-label={words.forget(from)}
          icon={<X className="size-3.5" aria-hidden="true" />}
          onClick={onForget}
        />
      )}
    </li>
  )
}
