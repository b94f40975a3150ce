import { valibotResolver } from '@hookform/resolvers/valibot'
import { Controller, useForm } from 'react-hook-form'
import * as v from 'valibot'
import { useMe } from '@/access/me'
import { answer, api } from '@/api/client'
import { useFormat } from '@/kernel/format'
import { DateField } from '@/ui/date-field'
import { DecimalField } from '@/ui/decimal-field'
import { Notice } from '@/ui/notice'
import { TextField } from '@/ui/text-field'
import { useCurrencies } from '../currencies'
import { messages } from '../messages.en'
import { ChoiceField } from '../settings/choice-field'
import { MasterDrawer } from '../settings/master-drawer'
import { useMasterPlace } from '../settings/place'
import { SavingProblem, useSaving } from '../settings/saving'
import { exchangeRateKeys } from './queries'

const words = messages.exchangeRates

const rateValues = v.pipe(
  v.object({
    from_currency: v.pipe(v.string(), v.nonEmpty(words.needCurrency)),
    to_currency: v.pipe(v.string(), v.nonEmpty(words.needCurrency)),
    on_date: v.pipe(v.string(), v.nonEmpty(words.needDate)),
    rate: v.pipe(v.string(), v.trim(), v.nonEmpty(words.needRate)),
    source: v.pipe(v.string(), v.trim(), v.nonEmpty(words.needSource)),
  }),
  v.forward(
    v.check((values) => values.from_currency !== values.to_currency, words.same),
    ['to_currency'],
  ),
)
type RateValues = v.InferOutput<typeof rateValues>
const rateFields = ['from_currency', 'to_currency', 'on_date', 'rate', 'source'] as const

/** A rate is entered once and stays. */
export default function CreateExchangeRate() {
  const { organisation } = useMe()
  const { open } = useMasterPlace()
  const format = useFormat()
  const currencies = useCurrencies()
  const form = useForm<RateValues>({
    resolver: valibotResolver(rateValues),
    defaultValues: {
      from_currency: '',
      to_currency: organisation.base_currency,
      on_date: format.today(),
      rate: '',
      source: '',
    },
  })
  const { saving, submit } = useSaving({
    form,
    fields: rateFields,
    send: (values) => answer(api.POST('/v1/exchange-rates', { body: values })),
    stale: [exchangeRateKeys.all],
    done: words.added,
    onSaved: () => open(undefined),
  })
  const errors = form.formState.errors
  const [from, to] = form.watch(['from_currency', 'to_currency'])
  return (
    <MasterDrawer
      title={words.add}
      submit={messages.add}
      isBusy={saving.isPending}
      onSubmit={submit}
    >
      <div className="grid grid-cols-2 gap-3">
        <ChoiceField
          control={form.control}
          name="from_currency"
          label={words.from}
          {...currencies}
        />
        <ChoiceField control={form.control} name="to_currency" label={words.to} {...currencies} />
      </div>
      <Controller
        control={form.control}
        name="rate"
        render={({ field, fieldState }) => (
          <DecimalField
            label={words.rate}
            hint={from && to ? words.rateHint(from, to) : undefined}
            value={field.value}
            onValueChange={field.onChange}
            onBlur={field.onBlur}
            error={fieldState.error?.message}
          />
        )}
      />
      <DateField
        label={words.date}
        hint={words.dateHint}
        error={errors.on_date?.message}
        {...form.register('on_date')}
      />
      <TextField
        label={words.source}
        hint={words.sourceHint}
        maxLength={120}
        error={errors.source?.message}
        {...form.register('source')}
      />
      <Notice tone="info">{words.stays}</Notice>
      <SavingProblem saving={saving} form={form} />
    </MasterDrawer>
  )
}
