import { valibotResolver } from '@hookform/resolvers/valibot'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { useForm } from 'react-hook-form'
import { meQuery } from '@/access/me'
import { Answered } from '@/api/answered'
import { answer, api, etagOf } from '@/api/client'
import type { OrganisationView } from '@/api/schema.gen'
import { findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { TableSkeleton } from '@/ui/skeleton'
import { messages } from '../messages.en'
import { SavingProblem, useSaving } from '../settings/saving'
import { Settings } from '../settings/shell'
import { IdentityFields, MoneyFields, NumberFields, TermFields } from './form'
import { organisationQuery } from './queries'
import {
  changesOf,
  type OrganisationValues,
  organisationFields,
  organisationValues,
  valuesOf,
} from './values'

const Facts = lazy(() => import('./facts'))
const Home = lazy(() => import('./home'))
const Logo = lazy(() => import('./set-logo'))
const words = messages.organisation

export default function OrganisationUpdate(): ReactNode {
  const query = useQuery({ ...organisationQuery, staleTime: 0, refetchOnWindowFocus: false })
  return (
    <Settings lead={words.lead}>
      <Answered query={query}>
        {(organisation) => {
          const action = findAction(organisation.actions, 'organisation.update')
          const isOpen = action !== undefined && !action.closed_because
          return (
            <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_360px] lg:items-start">
              {isOpen ? (
                <Editor organisation={organisation} />
              ) : (
                <div className="flex flex-col gap-4">
                  <Notice tone="info">{words.readOnly}</Notice>
                  <Suspense fallback={<TableSkeleton rows={6} />}>
                    <Facts organisation={organisation} />
                  </Suspense>
                </div>
              )}
              <div className="flex min-w-0 flex-col gap-4">
                <Suspense fallback={<TableSkeleton rows={3} />}>
                  <Logo organisation={organisation} />
                  <Home />
                </Suspense>
              </div>
            </div>
          )
        }}
      </Answered>
    </Settings>
  )
}

function Editor({ organisation }: { organisation: OrganisationView }) {
  const cache = useQueryClient()
  const form = useForm<OrganisationValues>({
    resolver: valibotResolver(organisationValues),
    defaultValues: valuesOf(organisation),
  })
  const { saving, submit } = useSaving({
    form,
    fields: organisationFields,
    send: async (values) => {
      const params = { header: { 'If-Match': etagOf(organisation.revision) } }
      const body = changesOf(valuesOf(organisation), values)
      const saved = await answer(api.PATCH('/v1/organisation', { params, body }))
      cache.setQueryData(organisationQuery.queryKey, saved)
      form.reset(valuesOf(saved))
    },
    stale: [meQuery.queryKey],
    done: messages.saved,
  })
  return (
    <form
      noValidate
      className="flex min-w-0 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (form.formState.isDirty) submit()
      }}
    >
      <IdentityFields form={form} />
      <MoneyFields form={form} isCurrencyFixed={organisation.base_currency_is_fixed} />
      <NumberFields form={form} />
      <TermFields form={form} />
      <SavingProblem
        saving={saving}
        form={form}
        load={async () => valuesOf(await cache.fetchQuery({ ...organisationQuery, staleTime: 0 }))}
      />
      <div className="flex justify-end">
        <Button
          type="submit"
          look="primary"
          isBusy={saving.isPending}
          isDisabled={!form.formState.isDirty}
        >
          {messages.save}
        </Button>
      </div>
    </form>
  )
}
