import { minorUnits } from '@/kernel/money'
import { DateField } from '@/ui/date-field'
import { DecimalField } from '@/ui/decimal-field'
import { TextField } from '@/ui/text-field'
import { adjustmentsMax } from '../adjustment/draft'
import { AdjustmentFields } from '../adjustment/fields'
import { messages } from '../messages.en'
import type { DraftField, DraftLine } from './draft'
import { grossOf } from './preview'

const words = messages.form

type MoreProps = {
  line: DraftLine
  place: number
  currency: string
  errors: Readonly<Record<string, string>>
  error: (field: DraftField) => { error: string | undefined }
  onChange: (part: Partial<DraftLine>) => void
}

/** What few lines need: the supplier's number, a price for several units, a day of its own, a note, discounts and charges. */
export function LineMore({ line, place, currency, errors, error, onChange }: MoreProps) {
  const { kept, unit } = line
  const change = (part: Partial<DraftLine['kept']>) => onChange({ kept: { ...kept, ...part } })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in every browser.
    <div
      role="group"
      aria-label={words.moreOf(place)}
      className="col-span-full grid grid-cols-2 gap-2 pt-1 pb-2 md:grid-cols-[minmax(0,1fr)_132px_152px_minmax(0,2fr)]"
    >
      <TextField
        label={words.supplierReference}
        {...error('supplier_reference')}
        className="max-md:col-span-2"
        autoComplete="off"
        maxLength={60}
        value={kept.supplier_reference ?? ''}
        onChange={(event) => change({ supplier_reference: event.target.value })}
      />
      <DecimalField
        label={words.priceBase}
        {...error('price_base')}
        unit={unit?.label}
        value={kept.price_base ?? '1'}
        onValueChange={(price_base) => change({ price_base })}
      />
      <DateField
        label={words.needBy}
        {...error('need_by')}
        value={kept.need_by ?? ''}
        onChange={(event) => change({ need_by: event.target.value })}
      />
      <TextField
        label={words.note}
        {...error('note')}
        className="max-md:col-span-2"
        autoComplete="off"
        maxLength={4000}
        value={kept.note ?? ''}
        onChange={(event) => change({ note: event.target.value })}
      />
      <div className="col-span-full pt-1">
        <AdjustmentFields
          adjustments={line.adjustments}
          base={grossOf(line, minorUnits(currency))}
          currency={currency}
          most={adjustmentsMax.line}
          hasTax={false}
          of={messages.adjustments.line(place)}
          errors={errors}
          error={errors[`${line.key}.adjustments`]}
          onChange={(adjustments) => onChange({ adjustments })}
        />
      </div>
    </div>
  )
}
