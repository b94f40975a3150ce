import { useQuery } from '@tanstack/react-query'
import { Minus, Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { AdjustmentKind } from '@/api/schema.gen'
import type { Decimal } from '@/kernel/decimal'
import { useFormat } from '@/kernel/format'
import { minorUnits } from '@/kernel/money'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { DecimalField } from '@/ui/decimal-field'
import { IconButton } from '@/ui/icon-button'
import { Select } from '@/ui/select'
import { TextField } from '@/ui/text-field'
import { adjustmentReasonsQuery, taxCodesQuery } from '../choices'
import { messages } from '../messages.en'
import {
  type AdjustmentField,
  adjustmentAmount,
  type DraftAdjustment,
  newAdjustment,
  signed,
} from './draft'

const words = messages.adjustments

type AdjustmentsProps = {
  adjustments: readonly DraftAdjustment[]
  /** What a percentage is of; null while it is unknown. */
  base: Decimal | null
  currency: string
  most: number
  /** On a whole document each bears a tax of its own. */
  hasTax: boolean
  /** Of what they are, for their names: "line 2". */
  of: string
  errors: Readonly<Record<string, string>>
  /** What is wrong with all of them together. */
  error: string | undefined
  onChange: (adjustments: readonly DraftAdjustment[]) => void
}

/** Discounts and charges, one below the other; Alt with Backspace removes the one that is typed in. */
export function AdjustmentFields(props: AdjustmentsProps) {
  const { adjustments, most, of, error, onChange } = props
  const list = useRef<HTMLDivElement>(null)
  const add = (kind: AdjustmentKind) => {
    flushSync(() => onChange([...adjustments, newAdjustment(kind)]))
    list.current?.querySelector<HTMLElement>('li:last-child input')?.focus()
  }
  const change = (key: string, part: Partial<DraftAdjustment>) =>
    onChange(adjustments.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const isFull = adjustments.length >= most
  return (
    <div ref={list} className="flex min-w-0 flex-col gap-2">
      {adjustments.length > 0 ? (
        <ol aria-label={words.listOf(of)} className="flex flex-col gap-2">
          {adjustments.map((one, place) => (
            <Row
              key={one.key}
              {...props}
              adjustment={one}
              name={words.nth(one.kind, place + 1, of)}
              onPart={(part) => change(one.key, part)}
              onRemove={() => onChange(adjustments.filter(({ key }) => key !== one.key))}
            />
          ))}
        </ol>
      ) : null}
      {error ? (
        <p role="alert" className="text-bad text-sm">
          {error}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button isDisabled={isFull} onClick={() => add('discount')}>
          <Minus className="size-4" aria-hidden="true" />
          {words.addDiscount}
        </Button>
        <Button isDisabled={isFull} onClick={() => add('charge')}>
          <Plus className="size-4" aria-hidden="true" />
          {words.addCharge}
        </Button>
        {isFull ? <span className="self-center text-faint text-xs">{words.full(most)}</span> : null}
      </div>
    </div>
  )
}

type RowProps = AdjustmentsProps & {
  adjustment: DraftAdjustment
  name: string
  onPart: (part: Partial<DraftAdjustment>) => void
  onRemove: () => void
}

function Row({ adjustment, name, currency, hasTax, errors, onPart, onRemove, ...rest }: RowProps) {
  const label = (field: string) => ({ label: words.cell(field, name), isLabelHidden: true })
  const error = (field: AdjustmentField) => ({ error: errors[`${adjustment.key}.${field}`] })
  const reasons = useReasons(adjustment.kind)
  // A code that was saved comes without its name.
  const named = reasons.find(({ value }) => value === adjustment.code?.value)
  const taxes = useQuery({ ...taxCodesQuery, enabled: hasTax }).data?.items ?? []
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.key !== 'Backspace' || !event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    onRemove()
  }
  return (
    <li
      onKeyDown={onKeyDown}
      className={`grid grid-cols-6 items-start gap-1.5 ${hasTax ? columnsWithTax : columns}`}
    >
      <span className="flex h-9 items-center text-sm max-md:col-span-6">
        {words.kind(adjustment.kind)}
      </span>
      <DecimalField
        {...label(words.size)}
        {...error('size')}
        className="max-md:col-span-4"
        placeholder={adjustment.measure === 'percent' ? words.percent : words.amount}
        value={adjustment.size}
        onValueChange={(size) => onPart({ size })}
      />
      <Select
        {...label(words.measure)}
        className="max-md:col-span-2"
        options={[
          { value: 'percent', label: '%' },
          { value: 'amount', label: currency },
        ]}
        value={adjustment.measure}
        onChange={(event) =>
          onPart({ measure: event.target.value === 'percent' ? 'percent' : 'amount' })
        }
      />
      <TextField
        {...label(words.reason)}
        {...error('reason')}
        className="max-md:col-span-6"
        placeholder={words.reason}
        autoComplete="off"
        maxLength={500}
        value={adjustment.reason}
        onChange={(event) => onPart({ reason: event.target.value })}
      />
      <Combobox
        {...label(words.code)}
        {...error('code')}
        className={hasTax ? 'max-md:col-span-3' : 'max-md:col-span-6'}
        placeholder={words.code}
        options={reasons}
        value={named ?? adjustment.code}
        onValueChange={(code) =>
          onPart(code && adjustment.reason === '' ? { code, reason: code.label } : { code })
        }
      />
      {hasTax ? (
        <Combobox
          {...label(messages.form.tax)}
          {...error('tax')}
          className="max-md:col-span-3"
          placeholder={messages.form.tax}
          options={taxes.map(({ id, code, name }) => ({ value: id, label: code, hint: name }))}
          value={adjustment.tax}
          onValueChange={(tax) => onPart({ tax })}
        />
      ) : null}
      <RowAmount adjustment={adjustment} base={rest.base} currency={currency} />
      <IconButton
        label={words.remove(name)}
        icon={<Trash2 className="size-4" aria-hidden="true" />}
        className="max-md:col-span-1 max-md:justify-self-end"
        onClick={onRemove}
      />
    </li>
  )
}

const columns = 'md:grid-cols-[72px_92px_84px_minmax(0,1fr)_minmax(0,1fr)_104px_32px]'
const columnsWithTax = 'md:grid-cols-[72px_92px_84px_minmax(0,1fr)_minmax(0,1fr)_100px_104px_32px]'

type RowAmountProps = { adjustment: DraftAdjustment; base: Decimal | null; currency: string }

function RowAmount({ adjustment, base, currency }: RowAmountProps) {
  const format = useFormat()
  const amount = base === null ? null : adjustmentAmount(adjustment, base, minorUnits(currency))
  return (
    <span className="num flex h-9 items-center justify-end text-sm max-md:col-span-5 max-md:justify-start">
      {amount === null ? null : format.money({ amount: signed(adjustment.kind, amount), currency })}
    </span>
  )
}

function useReasons(kind: AdjustmentKind) {
  const reasons = useQuery(adjustmentReasonsQuery).data?.items ?? []
  return reasons
    .filter((reason) => reason.kind === kind)
    .map(({ code, name }) => ({ value: code, label: name, hint: code }))
}
