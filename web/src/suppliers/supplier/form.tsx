import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { countryOptions } from '@/kernel/countries'
import { Card } from '@/ui/card'
import { Combobox } from '@/ui/combobox'
import { useLocale } from '@/ui/locale'
import { TextArea, TextField } from '@/ui/text-field'
import { messages } from '../messages.en'
import { currenciesQuery } from '../queries'
import type { SupplierValues } from './values'

type SupplierForm = UseFormReturn<SupplierValues>
const words = messages.field

type SupplierFieldsProps = {
  form: SupplierForm
  onSubmit: () => void
  /** What is to be said of who it is, under those fields. */
  warning?: ReactNode
  children: ReactNode
}

/** The fields of a supplier; what stands above and below them is the caller's. */
export function SupplierFields({ form, onSubmit, warning, children }: SupplierFieldsProps) {
  const { register } = form
  const errors = form.formState.errors
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Card title={messages.groups.who}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={words.name}
            hint={words.nameHint}
            maxLength={120}
            error={errors.name?.message}
            {...register('name')}
          />
          <TextField
            label={words.legal_name}
            hint={words.legalNameHint}
            isOptional
            maxLength={120}
            error={errors.legal_name?.message}
            {...register('legal_name')}
          />
          <CountryField form={form} />
          <TextField
            label={words.tax_number}
            isOptional
            error={errors.tax_number?.message}
            {...register('tax_number')}
          />
          <TextField
            label={words.registration_number}
            isOptional
            maxLength={60}
            error={errors.registration_number?.message}
            {...register('registration_number')}
          />
          <TextField
            label={words.number}
            isOptional
            maxLength={60}
            error={errors.number?.message}
            {...register('number')}
          />
        </div>
      </Card>
      {warning}
      <Card title={messages.groups.reach}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={words.email}
            type="email"
            isOptional
            error={errors.email?.message}
            {...register('email')}
          />
          <TextField
            label={words.phone}
            type="tel"
            isOptional
            maxLength={60}
            error={errors.phone?.message}
            {...register('phone')}
          />
          <TextField
            label={words.contact_name}
            isOptional
            maxLength={120}
            error={errors.contact_name?.message}
            {...register('contact_name')}
          />
          <TextArea
            label={words.address_lines}
            hint={words.addressHint}
            isOptional
            className="sm:col-span-2"
            error={errors.address_lines?.message}
            {...register('address_lines')}
          />
        </div>
      </Card>
      <Card title={messages.groups.terms}>
        <div className="grid gap-4 sm:grid-cols-2">
          <CurrencyField form={form} />
          <TextField
            label={words.payment_terms}
            isOptional
            maxLength={500}
            error={errors.payment_terms?.message}
            {...register('payment_terms')}
          />
          <TextArea
            label={words.notes}
            hint={words.notesHint}
            isOptional
            maxLength={4000}
            className="sm:col-span-2"
            error={errors.notes?.message}
            {...register('notes')}
          />
        </div>
      </Card>
      {children}
    </form>
  )
}

function CountryField({ form }: { form: SupplierForm }) {
  const { locale } = useLocale()
  const options = countryOptions(locale)
  return (
    <Controller
      control={form.control}
      name="country"
      render={({ field, fieldState }) => (
        <Combobox
          label={words.country}
          options={options}
          value={options.find((option) => option.value === field.value) ?? null}
          onValueChange={(option) => field.onChange(option?.value ?? '')}
          onBlur={field.onBlur}
          error={fieldState.error?.message}
        />
      )}
    />
  )
}

function CurrencyField({ form }: { form: SupplierForm }) {
  const query = useQuery(currenciesQuery)
  const options = (query.data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: `${code} ${name}`,
  }))
  return (
    <Controller
      control={form.control}
      name="currency"
      render={({ field, fieldState }) => (
        <Combobox
          label={words.currency}
          hint={words.currencyHint}
          options={options}
          isLoading={query.isPending}
          value={
            options.find((option) => option.value === field.value) ??
            (field.value ? { value: field.value, label: field.value } : null)
          }
          onValueChange={(option) => field.onChange(option?.value ?? '')}
          onBlur={field.onBlur}
          error={fieldState.error?.message}
        />
      )}
    />
  )
}
