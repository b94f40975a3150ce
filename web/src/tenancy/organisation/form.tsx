import type { UseFormReturn } from 'react-hook-form'
import { countryOptions } from '@/kernel/countries'
import { useFormat } from '@/kernel/format'
import { localeOptions, timeZoneOptions } from '@/kernel/places'
import { Card } from '@/ui/card'
import { useLocale } from '@/ui/locale'
import { Select } from '@/ui/select'
import { TextArea, TextField } from '@/ui/text-field'
import { useCurrencies } from '../currencies'
import { messages } from '../messages.en'
import { ChoiceField } from '../settings/choice-field'
import { monthOptions } from './months'
import { firstNumber, type OrganisationValues } from './values'

const words = messages.organisation
type PartProps = { form: UseFormReturn<OrganisationValues> }

export function IdentityFields({ form }: PartProps) {
  const { locale } = useLocale()
  const errors = form.formState.errors
  return (
    <Card title={words.identity}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={words.name}
          maxLength={120}
          error={errors.name?.message}
          {...form.register('name')}
        />
        <TextField
          label={words.legalName}
          hint={words.legalNameHint}
          isOptional
          maxLength={120}
          error={errors.legal_name?.message}
          {...form.register('legal_name')}
        />
        <TextArea
          label={messages.address}
          hint={messages.addressHint}
          isOptional
          className="sm:col-span-2"
          error={errors.address_lines?.message}
          {...form.register('address_lines')}
        />
        <ChoiceField
          control={form.control}
          name="country"
          label={messages.country}
          isOptional
          options={countryOptions(locale)}
        />
        <TextField
          label={words.taxNumber}
          isOptional
          maxLength={60}
          error={errors.tax_number?.message}
          {...form.register('tax_number')}
        />
      </div>
    </Card>
  )
}

export function MoneyFields({ form, isCurrencyFixed }: PartProps & { isCurrencyFixed: boolean }) {
  const { locale } = useLocale()
  const currencies = useCurrencies()
  return (
    <Card title={words.money}>
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceField
          control={form.control}
          name="base_currency"
          label={words.baseCurrency}
          hint={isCurrencyFixed ? words.baseCurrencyFixed : words.baseCurrencyHint}
          isDisabled={isCurrencyFixed}
          {...currencies}
        />
        <Select
          label={words.fiscalYear}
          options={monthOptions(locale)}
          error={form.formState.errors.fiscal_year_start_month?.message}
          {...form.register('fiscal_year_start_month')}
        />
        <ChoiceField
          control={form.control}
          name="time_zone"
          label={words.timeZone}
          options={timeZoneOptions(form.getValues('time_zone'))}
        />
        <ChoiceField
          control={form.control}
          name="locale"
          label={words.locale}
          options={localeOptions(locale, form.getValues('locale'))}
        />
      </div>
    </Card>
  )
}

export function NumberFields({ form }: PartProps) {
  const errors = form.formState.errors
  const [requisition, order] = form.watch(['requisition_number_format', 'order_number_format'])
  return (
    <Card title={words.numbers}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={words.requisitionFormat}
          hint={<NumberPreview format={requisition} />}
          spellCheck={false}
          maxLength={40}
          error={errors.requisition_number_format?.message}
          {...form.register('requisition_number_format')}
        />
        <TextField
          label={words.orderFormat}
          hint={<NumberPreview format={order} />}
          spellCheck={false}
          maxLength={40}
          error={errors.order_number_format?.message}
          {...form.register('order_number_format')}
        />
      </div>
    </Card>
  )
}

function NumberPreview({ format }: { format: string }) {
  const { today } = useFormat()
  const example = firstNumber(format, today().slice(0, 4))
  return <span aria-live="polite">{example ? words.next(example) : words.formatHint}</span>
}

export function TermFields({ form }: PartProps) {
  const errors = form.formState.errors
  return (
    <Card title={words.terms}>
      <div className="flex flex-col gap-4">
        <TextField
          label={words.paymentTerms}
          hint={words.termsHint}
          isOptional
          maxLength={500}
          error={errors.payment_terms?.message}
          {...form.register('payment_terms')}
        />
        <TextArea
          label={words.orderTerms}
          hint={words.termsHint}
          isOptional
          maxLength={4000}
          error={errors.order_terms?.message}
          {...form.register('order_terms')}
        />
      </div>
    </Card>
  )
}
