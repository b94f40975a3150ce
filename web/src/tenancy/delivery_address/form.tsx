import { Controller, type UseFormReturn } from 'react-hook-form'
import * as v from 'valibot'
import type { DeliveryAddressView } from '@/api/schema.gen'
import { countryOptions } from '@/kernel/countries'
import { Combobox } from '@/ui/combobox'
import { useLocale } from '@/ui/locale'
import { TextArea, TextField } from '@/ui/text-field'
import { linesOf } from '../lines'
import { messages } from '../messages.en'
import { named } from '../settings/code-fields'

export const deliveryAddressValues = v.object({
  name: named.name,
  lines: v.pipe(
    v.string(),
    v.check((text) => linesOf(text).length > 0, messages.needLines),
    v.check((text) => linesOf(text).length <= 6, messages.tooManyLines),
  ),
  country: v.pipe(v.string(), v.nonEmpty(messages.needCountry)),
})
export type DeliveryAddressValues = v.InferOutput<typeof deliveryAddressValues>
export const deliveryAddressFields = ['name', 'lines', 'country'] as const

export function valuesOf({ name, lines, country }: DeliveryAddressView): DeliveryAddressValues {
  return { name, lines: lines.join('\n'), country }
}

export function requestOf({ name, lines, country }: DeliveryAddressValues) {
  return { name, lines: linesOf(lines), country }
}

export function DeliveryAddressFields({ form }: { form: UseFormReturn<DeliveryAddressValues> }) {
  const { locale } = useLocale()
  const countries = countryOptions(locale)
  const errors = form.formState.errors
  return (
    <>
      <TextField
        label={messages.name}
        maxLength={120}
        error={errors.name?.message}
        {...form.register('name')}
      />
      <TextArea
        label={messages.address}
        hint={messages.addressHint}
        error={errors.lines?.message}
        {...form.register('lines')}
      />
      <Controller
        control={form.control}
        name="country"
        render={({ field, fieldState }) => (
          <Combobox
            label={messages.country}
            options={countries}
            value={countries.find((option) => option.value === field.value) ?? null}
            onValueChange={(option) => field.onChange(option?.value ?? '')}
            onBlur={field.onBlur}
            error={fieldState.error?.message}
          />
        )}
      />
    </>
  )
}
