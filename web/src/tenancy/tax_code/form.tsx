import { Controller, type UseFormReturn } from 'react-hook-form'
import * as v from 'valibot'
import type { TaxCodeView } from '@/api/schema.gen'
import { DecimalField } from '@/ui/decimal-field'
import { Select } from '@/ui/select'
import { messages } from '../messages.en'
import { NameAndCode, named } from '../settings/code-fields'

const words = messages.taxCodes
const treatments = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O'] as const

export const taxCodeValues = v.pipe(
  v.object({
    ...named,
    treatment: v.picklist(treatments),
    rate_percent: v.string(),
  }),
  v.forward(
    v.check(
      ({ treatment, rate_percent }) => treatment !== 'S' || rate_percent.trim() !== '',
      words.needRate,
    ),
    ['rate_percent'],
  ),
)
export type TaxCodeValues = v.InferOutput<typeof taxCodeValues>
export const taxCodeFields = ['name', 'code', 'treatment', 'rate_percent'] as const

export function valuesOf({ name, code, treatment, rate_percent }: TaxCodeView): TaxCodeValues {
  return { name, code, treatment, rate_percent }
}

/** Only the standard treatment has a rate of its own. */
export function requestOf({ name, code, treatment, rate_percent }: TaxCodeValues) {
  return { name, code, treatment, rate_percent: treatment === 'S' ? rate_percent : '0' }
}

export function changesOf({ name, code }: TaxCodeValues) {
  return { name, code }
}

export function TaxCodeFields({ form }: { form: UseFormReturn<TaxCodeValues> }) {
  const treatment = form.watch('treatment')
  return (
    <>
      <NameAndCode
        name={form.register('name')}
        code={form.register('code')}
        errors={form.formState.errors}
      />
      <Select
        label={words.treatment}
        options={treatments.map((value) => ({ value, label: words.treatments[value] }))}
        error={form.formState.errors.treatment?.message}
        {...form.register('treatment')}
      />
      {treatment === 'S' ? (
        <Controller
          control={form.control}
          name="rate_percent"
          render={({ field, fieldState }) => (
            <DecimalField
              label={words.rate}
              unit="%"
              value={field.value}
              onValueChange={field.onChange}
              onBlur={field.onBlur}
              error={fieldState.error?.message}
            />
          )}
        />
      ) : (
        <p className="text-muted text-sm">{words.zeroRate}</p>
      )}
    </>
  )
}
