import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useFormat } from '@/kernel/format'
import { minorUnits } from '@/kernel/money'
import { Combobox } from '@/ui/combobox'
import { DecimalField } from '@/ui/decimal-field'
import { IconButton } from '@/ui/icon-button'
import type { Option } from '@/ui/option'
import { TextField } from '@/ui/text-field'
import { categoriesQuery, taxCodesQuery, unitsQuery } from '../choices'
import { messages } from '../messages.en'
import {
  changed,
  type DraftField,
  type DraftLine,
  hasMore,
  isBlank,
  isMoreWrong,
  withBlankEnd,
} from './draft'
import { rememberUnit } from './last-unit'
import { LineMore } from './more'
import { netOf } from './preview'

const words = messages.form
const columns = 'md:grid-cols-[minmax(0,1fr)_84px_88px_112px_minmax(110px,168px)_100px_104px_32px]'

type GridProps = {
  lines: readonly DraftLine[]
  onLines: (lines: DraftLine[]) => void
  currency: string
  unit: Option | null
  /** By the row's key and the field: `key.quantity`. */
  errors: Readonly<Record<string, string>>
}

/** The lines, typed from left to right and top to bottom; the form's own keys move between the fields. */
export function LinesGrid({ lines, onLines, currency, unit, errors }: GridProps) {
  const change = (key: string, part: Partial<DraftLine>) => {
    if (part.unit) rememberUnit(part.unit.value)
    onLines(changed(lines, key, part, unit))
  }
  const remove = (key: string) =>
    onLines(
      withBlankEnd(
        lines.filter((line) => line.key !== key),
        unit,
      ),
    )
  return (
    <div data-lines>
      <div
        aria-hidden="true"
        className={`grid gap-1.5 border-line border-y bg-sunken px-4 py-2 text-faint text-xs max-md:hidden ${columns}`}
      >
        <span>{words.description}</span>
        <span className="text-right">{words.quantity}</span>
        <span>{words.unit}</span>
        <span className="text-right">{words.price}</span>
        <span>{words.category}</span>
        <span>{words.tax}</span>
        <span className="text-right">{words.net}</span>
      </div>
      <ol aria-label={words.lines}>
        {lines.map((line, place) => (
          <Row
            key={line.key}
            line={line}
            place={place + 1}
            currency={currency}
            errors={errors}
            isLast={place === lines.length - 1}
            onChange={(part) => change(line.key, part)}
            onRemove={() => remove(line.key)}
          />
        ))}
      </ol>
    </div>
  )
}

type RowProps = {
  line: DraftLine
  place: number
  currency: string
  errors: Readonly<Record<string, string>>
  isLast: boolean
  onChange: (part: Partial<DraftLine>) => void
  onRemove: () => void
}

function Row({ line, place, currency, errors, isLast, onChange, onRemove }: RowProps) {
  const choices = useLineChoices()
  const label = (name: string) => ({ label: words.cell(name, place), isLabelHidden: true })
  const error = (field: DraftField) => ({ error: errors[`${line.key}.${field}`] })
  const row = useRef<HTMLLIElement>(null)
  const [isAsked, setIsAsked] = useState(() => hasMore(line))
  const isOpen = isAsked || isMoreWrong(line, errors)
  const canOpen = !isBlank(line) || hasMore(line)
  const toggle = () => {
    flushSync(() => setIsAsked(!isOpen))
    const place = isOpen ? 'input' : '[role=group] input'
    row.current?.querySelector<HTMLElement>(place)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.key === 'Enter' && event.altKey && canOpen) {
      event.preventDefault()
      toggle()
      return
    }
    if (event.key !== 'Backspace' || !event.altKey || isLast) return
    event.preventDefault()
    focusRow(event.currentTarget)
    onRemove()
  }
  return (
    <li
      ref={row}
      data-blank={isLast && isBlank(line) ? true : undefined}
      onKeyDown={onKeyDown}
      className={`grid grid-cols-6 items-start gap-1.5 border-line border-b px-4 py-2 ${columns}`}
    >
      <div className="max-md:col-span-6">
        <TextField
          {...label(words.description)}
          {...error('description')}
          placeholder={words.descriptionPlaceholder}
          autoComplete="off"
          maxLength={500}
          value={line.description}
          onChange={(event) => onChange({ description: event.target.value })}
        />
        {canOpen ? (
          <button
            type="button"
            tabIndex={-1}
            aria-expanded={isOpen}
            aria-label={isOpen ? words.lessOf(place) : words.moreOf(place)}
            className="mt-0.5 px-2.5 text-faint text-xs hover:text-ink hover:underline max-md:min-h-9"
            onClick={toggle}
          >
            {isOpen ? words.less : words.more}
          </button>
        ) : null}
      </div>
      <DecimalField
        {...label(words.quantity)}
        {...error('quantity')}
        className="max-md:col-span-2"
        placeholder={words.quantity}
        value={line.quantity}
        onValueChange={(quantity) => onChange({ quantity })}
      />
      <Combobox
        {...label(words.unit)}
        {...error('unit')}
        className="max-md:col-span-2"
        placeholder={words.unit}
        options={choices.units}
        value={line.unit}
        onValueChange={(unit) => onChange({ unit })}
      />
      <DecimalField
        {...label(words.price)}
        {...error('unit_price')}
        className="max-md:col-span-2"
        placeholder={words.price}
        value={line.unit_price}
        onValueChange={(unit_price) => onChange({ unit_price })}
      />
      <Combobox
        {...label(words.category)}
        {...error('category')}
        className="max-md:col-span-3"
        placeholder={words.category}
        options={choices.categories}
        value={line.category}
        onValueChange={(category) => onChange({ category })}
      />
      <Combobox
        {...label(words.tax)}
        {...error('tax')}
        className="max-md:col-span-3"
        placeholder={words.tax}
        options={choices.taxes}
        value={line.tax}
        onValueChange={(tax) => onChange({ tax })}
      />
      <RowNet line={line} currency={currency} />
      {isLast ? null : (
        <IconButton
          label={words.removeLine(place)}
          icon={<Trash2 className="size-4" aria-hidden="true" />}
          tabIndex={-1}
          className="max-md:col-span-1 max-md:justify-self-end"
          onClick={onRemove}
        />
      )}
      {isOpen && canOpen ? (
        <LineMore
          line={line}
          place={place}
          currency={currency}
          errors={errors}
          error={error}
          onChange={onChange}
        />
      ) : null}
    </li>
  )
}

function RowNet({ line, currency }: { line: DraftLine; currency: string }) {
  const format = useFormat()
  const net = netOf(line, minorUnits(currency))
  return (
    <span className="num flex h-9 items-center justify-end font-[550] text-sm max-md:col-span-5 max-md:justify-start">
      {net === null ? null : format.money({ amount: net, currency })}
    </span>
  )
}

/** The row that takes the place of a removed one gets the cursor. */
function focusRow(row: HTMLElement): void {
  row.nextElementSibling?.querySelector('input')?.focus()
}

function useLineChoices() {
  const units = useQuery(unitsQuery).data?.items ?? []
  const categories = useQuery(categoriesQuery).data?.items ?? []
  const taxes = useQuery(taxCodesQuery).data?.items ?? []
  return {
    units: units.map(({ code, short, name }) => ({ value: code, label: short, hint: name })),
    categories: categories.map(({ id, name, code }) => ({ value: id, label: name, hint: code })),
    taxes: taxes.map(({ id, code, name }) => ({ value: id, label: code, hint: name })),
  }
}
