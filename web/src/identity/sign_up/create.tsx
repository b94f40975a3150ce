import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DoorClosed } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import type { Region } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { showFieldErrors } from '@/kernel/form'
import { timeZoneOptions } from '@/kernel/places'
import { isProblem, toProblem } from '@/kernel/problem'
import { ChoiceField } from '@/tenancy/settings/choice-field'
import { Button, buttonClass } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState, ProblemNotice } from '@/ui/error-state'
import { Select } from '@/ui/select'
import { TableSkeleton } from '@/ui/skeleton'
import { TextField } from '@/ui/text-field'
import { EntryPage } from '../entry-page'
import { offerQuery } from './offer'
import {
  currencyOptions,
  guessed,
  guessedRegion,
  guessedTimeZone,
  type SignUp,
  signUp,
  slugLike,
  toldWhen,
} from './values'
import { words } from './words.en'

const fields = [
  'organisation_name',
  'organisation',
  'person_name',
  'email',
  'base_currency',
  'time_zone',
  'region',
] as const

/** The answer, which is the same whether or not the address is known here. */
type Heard = { typed: SignUp; hours: number }

/** Signs an organisation up: a few facts, then a mail. */
export default function CreateSignUp(): ReactNode {
  const query = useQuery(offerQuery)
  return (
    <EntryPage isWide>
      {query.data ? (
        <Offered offer={query.data} />
      ) : query.error ? (
        <ErrorState problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <p className="sr-only">{words.loading}</p>
          <TableSkeleton rows={5} />
        </>
      )}
    </EntryPage>
  )
}

function Offered({ offer }: { offer: { is_open: boolean; regions: Region[] } }) {
  const [typed, setTyped] = useState<SignUp>(() => empty(offer.regions))
  const [heard, setHeard] = useState<Heard | null>(null)
  if (!offer.is_open) return <Closed />
  const change = () => {
    if (heard) setTyped(heard.typed)
    setHeard(null)
  }
  return heard ? (
    <Sent heard={heard} onChange={change} />
  ) : (
    <SignUpForm typed={typed} regions={offer.regions} onHeard={setHeard} />
  )
}

function empty(regions: readonly Region[]): SignUp {
  const time_zone = guessedTimeZone()
  return {
    organisation_name: '',
    organisation: '',
    person_name: '',
    email: '',
    base_currency: guessed(navigator.language).base_currency,
    time_zone,
    region: guessedRegion(time_zone, regions),
  }
}

export function Closed() {
  return (
    <EmptyState icon={<DoorClosed />} title={words.closed} actions={<ToSignIn />}>
      {words.closedDetail}
    </EmptyState>
  )
}

type SignUpFormProps = {
  typed: SignUp
  regions: readonly Region[]
  onHeard: (heard: Heard) => void
}

function SignUpForm({ typed, regions, onHeard }: SignUpFormProps) {
  const form = useForm<SignUp>({ resolver: valibotResolver(signUp), defaultValues: typed })
  const asking = useAsking(form, onHeard)
  useEffect(() => form.setFocus('organisation_name'), [form])
  const hasFieldErrors = Object.keys(form.formState.errors).length > 0
  if (isProblem(asking.error, 'sign_up_closed')) return <Closed />
  return (
    <>
      <title>{`${words.title} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{words.title}</h1>
      <p className="mt-1 text-muted">{words.lead}</p>
      <form
        noValidate
        className="mt-7 flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => asking.mutateAsync(values).catch(() => undefined))}
      >
        {asking.error && !hasFieldErrors ? (
          <ProblemNotice problem={toldWhen(toProblem(asking.error))} />
        ) : null}
        <Names form={form} />
        <Place form={form} regions={regions} />
        <Button type="submit" look="primary" isBusy={asking.isPending} className="mt-2 h-10 w-full">
          {words.submit}
        </Button>
      </form>
      <ToSignIn />
    </>
  )
}

type PartProps = { form: UseFormReturn<SignUp> }

function Names({ form }: PartProps) {
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
        label={words.personName}
        autoComplete="name"
        maxLength={120}
        error={errors.person_name?.message}
        {...form.register('person_name')}
      />
      <TextField
        label={words.email}
        type="email"
        autoComplete="email"
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

function Place({ form, regions }: PartProps & { regions: readonly Region[] }) {
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

function useAsking(form: UseFormReturn<SignUp>, onHeard: (heard: Heard) => void) {
  return useMutation({
    mutationFn: ({ region, ...values }: SignUp) => {
      const chosen = (['EU', 'US', 'APAC'] as const).find((one) => one === region)
      const { locale } = guessed(navigator.language)
      const body = { ...values, locale, ...(chosen ? { region: chosen } : {}) }
      return answer(api.POST('/v1/sign-ups', { body }))
    },
    onSuccess: ({ link_life_hours }, typed) => onHeard({ typed, hours: link_life_hours }),
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), fields),
  })
}

type SentProps = { heard: Heard; onChange: () => void }

function Sent({ heard: { typed, hours }, onChange }: SentProps) {
  // What had the focus is gone, and what stands here instead is to be read.
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <>
      <title>{`${words.sent} · Countersign`}</title>
      <h1
        ref={title}
        tabIndex={-1}
        className="font-semibold text-3xl tracking-[-0.025em] outline-none"
      >
        {words.sent}
      </h1>
      <p className="mt-1 text-muted">{words.sentLead(hours)}</p>
      <div className="mt-5 rounded-md bg-sunken px-4 py-3">
        <DescriptionList
          facts={[
            { term: words.organisationName, value: typed.organisation_name },
            { term: words.email, value: typed.email },
          ]}
        />
      </div>
      <ul className="mt-5 flex list-disc flex-col gap-1.5 pl-4 text-muted text-sm marker:text-faint">
        {words.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
      <Button className="mt-6 h-10 w-full" onClick={onChange}>
        {words.change}
      </Button>
      <ToSignIn />
    </>
  )
}

function ToSignIn() {
  return (
    <Link {...paths.signIn()} className={`${buttonClass('ghost')} mt-2 h-10 w-full`}>
      {words.toSignIn}
    </Link>
  )
}
