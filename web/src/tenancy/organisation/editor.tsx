import { valibotResolver } from '@hookform/resolvers/valibot'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { meQuery } from '@/access/me'
import { answer, api, etagOf } from '@/api/client'
import type { OrganisationView } from '@/api/schema.gen'
import { Button } from '@/ui/button'
import { messages } from '../messages.en'
import { SavingProblem, useSaving } from '../settings/saving'
import { IdentityFields, MoneyFields, NumberFields, TermFields } from './form'
import { organisationQuery } from './queries'
import {
  changesOf,
  type OrganisationValues,
  organisationFields,
  organisationValues,
  valuesOf,
} from './values'

/** The settings for those who may change them. */
export default function OrganisationEditor({ organisation }: { organisation: OrganisationView }) {
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
