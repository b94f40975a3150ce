import { useRef } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { Region } from '@/api/schema.gen'
import { timeZoneOptions } from '@/kernel/places'
import { ChoiceField } from '@/tenancy/settings/choice-field'
import { Select } from '@/ui/select'
import { TextField } from '@/ui/text-field'
import { currencyOptions, type SignUp, slugLike } from './values'
import { words } from './words.en'

/** The fields that the API may refuse, in the order in which they stand. */
export const signUpFields = [
  'organisation_name',
  'organisation',
  'person_name',
  'email',
  'base_currency',
  'time_zone',
  'region',
] as const

/** Whether the person is whoever types, or somebody else. */
export type Whose = {
  personName: string
  personComplete: string
  email: string
  emailComplete: string
}

type PartProps = { form: UseFormReturn<SignUp> }

/** What the organisation is called, and who is to own it. */
export function Names({ form, whose, isFirst }: PartProps & { whose: Whose; isFirst?: boolean }) {
  const errors = form.formState.errors
  const slug = form.watch('organisation')
  // As long as nobody has written it, the short name follows the long one.
  const follows = useRef(form.getValues('organisation') === '')
  const called = form.register('organisation_name', {
    onChange: (event: { target: { value: string } }) => {
      if (follows.current) form.setValue('organisation', slugLike(event.target.value))
    },
  })
  const short = form.register('organisation', {
    onChange: (event: { target: { value: string } }) => {
      follows.current = event.target.value === ''
    },
  })
  return (
    <>
      <TextField
        autoFocus={isFirst}
        label={words.organisationName}
        autoComplete="organization"
        maxLength={120}
        error={errors.organisation_name?.message}
        {...called}
      />
      <TextField
        label={words.organisation}
        hint={slug ? words.organisationHint(addressOf(slug)) : words.organisationRule}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={63}
        error={errors.organisation?.message}
        {...short}
      />
      <TextField
        label={whose.personName}
        autoComplete={whose.personComplete}
        maxLength={120}
        error={errors.person_name?.message}
        {...form.register('person_name')}
      />
      <TextField
        label={whose.email}
        type="email"
        autoComplete={whose.emailComplete}
        autoCapitalize="none"
        spellCheck={false}
        error={errors.email?.message}
        {...form.register('email')}
      />
    </>
  )
}

function addressOf(slug: string): string {
  return `${location.host}/sign-in?organisation=${slug.trim().toLowerCase()}`
}

/** In which currency and time zone it counts, and where its data is. */
export function Place({ form, regions }: PartProps & { regions: readonly Region[] }) {
  return (
    <>
      <ChoiceField
        control={form.control}
        name="base_currency"
        label={words.currency}
        hint={words.currencyHint}
        options={currencyOptions(navigator.language)}
      />
      <ChoiceField
        control={form.control}
        name="time_zone"
        label={words.timeZone}
        options={timeZoneOptions(form.getValues('time_zone'))}
      />
      {regions.length > 1 ? (
        <Select
          label={words.region}
          hint={words.regionHint}
          options={regions.map((value) => ({ value, label: words.regions[value] }))}
          error={form.formState.errors.region?.message}
          {...form.register('region')}
        />
      ) : null}
    </>
  )
}
