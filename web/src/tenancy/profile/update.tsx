import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { useForm } from 'react-hook-form'
import { meQuery, useMe } from '@/access/me'
import { Answered } from '@/api/answered'
import { answer, api, etagOf } from '@/api/client'
import type { ProfileView } from '@/api/schema.gen'
import { formatDate, formatInstant } from '@/kernel/dates'
import { useFormat } from '@/kernel/format'
import { formatMoney } from '@/kernel/money'
import { localeName, localeOptions, timeZoneOptions } from '@/kernel/places'
import { ActionButton, findAction } from '@/ui/action-button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { useLocale } from '@/ui/locale'
import { messages } from '../messages.en'
import { ChoiceField } from '../settings/choice-field'
import { SavingProblem, useSaving } from '../settings/saving'
import { Settings } from '../settings/shell'
import { profileQuery } from './queries'

const OwnEmail = lazy(() => import('./change-email'))
const Leave = lazy(() => import('./leave'))
const words = messages.profile
type ProfileValues = { locale: string; time_zone: string }
const fields = ['locale', 'time_zone'] as const

export default function ProfileUpdate(): ReactNode {
  const query = useQuery(profileQuery)
  return (
    <Settings lead={words.lead}>
      <Answered query={query}>
        {(profile) => (
          <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_360px] lg:items-start">
            <Reading profile={profile} />
            <div className="flex flex-col gap-4">
              <Card title={words.person}>
                <DescriptionList
                  facts={[
                    { term: words.name, value: profile.name },
                    { term: words.email, value: profile.email },
                    { term: words.department, value: profile.department_name ?? words.nobody },
                  ]}
                />
              </Card>
              <Suspense fallback={null}>
                <OwnEmail profile={profile} />
                <Leave profile={profile} />
              </Suspense>
            </div>
          </div>
        )}
      </Answered>
    </Settings>
  )
}

function valuesOf({ locale, time_zone }: ProfileView): ProfileValues {
  return { locale: locale ?? '', time_zone: time_zone ?? '' }
}

function Reading({ profile }: { profile: ProfileView }) {
  const { organisation } = useMe()
  const { locale: reader } = useLocale()
  const cache = useQueryClient()
  const form = useForm<ProfileValues>({ defaultValues: valuesOf(profile) })
  const { saving, submit } = useSaving({
    form,
    fields,
    send: async (values) => {
      const params = { header: { 'If-Match': etagOf(profile.revision) } }
      const body = { locale: values.locale || null, time_zone: values.time_zone || null }
      const saved = await answer(api.PATCH('/v1/profile', { params, body }))
      cache.setQueryData(profileQuery.queryKey, saved)
      form.reset(valuesOf(saved))
    },
    stale: [meQuery.queryKey],
    done: messages.saved,
  })
  const [locale, timeZone] = form.watch(fields)
  return (
    <Card title={words.reading}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <ChoiceField
            control={form.control}
            name="locale"
            label={words.locale}
            hint={words.localeHint}
            placeholder={words.asOrganisation(localeName(organisation.locale, reader))}
            options={localeOptions(reader, profile.locale)}
          />
          <ChoiceField
            control={form.control}
            name="time_zone"
            label={words.timeZone}
            placeholder={words.asOrganisation(organisation.time_zone)}
            options={timeZoneOptions(profile.time_zone)}
          />
        </div>
        <Preview
          locale={locale || organisation.locale}
          timeZone={timeZone || organisation.time_zone}
        />
        <SavingProblem
          saving={saving}
          form={form}
          load={async () => valuesOf(await cache.fetchQuery({ ...profileQuery, staleTime: 0 }))}
        />
        <div className="flex justify-end">
          <ActionButton
            action={findAction(profile.actions, 'profile.update')}
            type="submit"
            look="primary"
            isBusy={saving.isPending}
          >
            {messages.save}
          </ActionButton>
        </div>
      </form>
    </Card>
  )
}

/** How a moment, a date and an amount look with what is chosen. */
function Preview({ locale, timeZone }: { locale: string; timeZone: string }) {
  const { organisation } = useMe()
  const { today } = useFormat()
  const amount = { amount: '1234567.89', currency: organisation.base_currency }
  return (
    <section aria-label={words.preview} className="rounded-md bg-sunken px-4 py-3">
      <p className="eyebrow mb-2">{words.preview}</p>
      <DescriptionList
        facts={[
          { term: words.now, value: formatInstant(new Date().toISOString(), locale, timeZone) },
          { term: words.date, value: formatDate(today(), locale) },
          { term: words.amount, value: formatMoney(amount, locale) },
        ]}
      />
    </section>
  )
}
