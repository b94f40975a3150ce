import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { Card } from '@/ui/card'
import { Combobox } from '@/ui/combobox'
import { DateField } from '@/ui/date-field'
import { Select } from '@/ui/select'
import { TextArea, TextField } from '@/ui/text-field'
import { addressesQuery, useDepartmentChoices, useSupplierChoices } from '../choices'
import { messages } from '../messages.en'
import type { Draft } from './draft'

const words = messages.form

/** A text that only one kind of document has. */
export type TextSpec = { field: string; label: string; hint?: string; isLong: boolean }

type DetailsProps = {
  draft: Draft
  texts: readonly TextSpec[]
  errors: Readonly<Record<string, string>>
  onChange: (part: Partial<Draft>) => void
}

/** For whom, by when, where to and from whom. */
export function DraftDetails({ draft, texts, errors, onChange }: DetailsProps) {
  const departments = useDepartmentChoices()
  const suppliers = useSupplierChoices(true)
  const addresses = useQuery(addressesQuery).data?.items ?? []
  return (
    <Card title={words.details}>
      <div className="grid gap-x-4 gap-y-3.5 sm:grid-cols-2 xl:grid-cols-3">
        <Combobox
          label={words.supplier}
          isOptional
          error={errors.supplier_id}
          {...suppliers}
          value={draft.supplier}
          onValueChange={(supplier) => onChange({ supplier })}
        />
        <DateField
          label={words.needBy}
          isOptional
          error={errors.need_by}
          value={draft.need_by}
          onChange={(event) => onChange({ need_by: event.target.value })}
        />
        <Combobox
          label={words.department}
          error={errors.department_id}
          options={departments}
          value={draft.department}
          onValueChange={(department) => onChange({ department })}
        />
        <Select
          label={words.address}
          error={errors.delivery_address_id}
          placeholder=""
          options={addresses.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.address}
          onChange={(event) => onChange({ address: event.target.value })}
        />
        <CurrencyField draft={draft} error={errors.currency} onChange={onChange} />
        {texts.map((spec) => {
          const Text = spec.isLong ? TextArea : TextField
          return (
            <Text
              key={spec.field}
              label={spec.label}
              hint={spec.hint}
              isOptional
              className={spec.isLong ? 'sm:col-span-2 xl:col-span-3' : undefined}
              error={errors[spec.field]}
              maxLength={spec.isLong ? 4000 : 500}
              value={draft.texts[spec.field] ?? ''}
              onChange={(event: { target: { value: string } }) =>
                onChange({ texts: { ...draft.texts, [spec.field]: event.target.value } })
              }
            />
          )
        })}
      </div>
    </Card>
  )
}

type CurrencyFieldProps = Pick<DetailsProps, 'draft' | 'onChange'> & { error: string | undefined }

function CurrencyField({ draft, error, onChange }: CurrencyFieldProps) {
  const { data } = useQuery({
    queryKey: ['currencies'],
    queryFn: ({ signal }) => answer(api.GET('/v1/currencies', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const options = (data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: code,
    hint: name,
  }))
  return (
    <Combobox
      label={words.currency}
      error={error}
      options={options}
      value={{ value: draft.currency, label: draft.currency }}
      onValueChange={(currency) => {
        if (currency) onChange({ currency: currency.value })
      }}
    />
  )
}
