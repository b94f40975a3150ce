import { valibotResolver } from '@hookform/resolvers/valibot'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { answer, api, etagOf } from '@/api/client'
import type { TaxCodeView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { DescriptionList } from '@/ui/description-list'
import { messages } from '../messages.en'
import { NameAndCode } from '../settings/code-fields'
import { MasterDrawer, RetireButton, WaitingDrawer } from '../settings/master-drawer'
import { useMasterPlace } from '../settings/place'
import { SavingProblem, useSaving } from '../settings/saving'
import { changesOf, type TaxCodeValues, taxCodeFields, taxCodeValues, valuesOf } from './form'
import { taxCodeKeys, taxCodeQuery } from './queries'

const words = messages.taxCodes

export default function UpdateTaxCode({ id }: { id: string }) {
  const query = useQuery({ ...taxCodeQuery(id), refetchOnWindowFocus: false })
  return query.data ? (
    <Editor taxCode={query.data} />
  ) : (
    <WaitingDrawer title={messages.taxCodes.title} query={query} />
  )
}

function Editor({ taxCode }: { taxCode: TaxCodeView }) {
  const { id, name, revision } = taxCode
  const { open } = useMasterPlace()
  const cache = useQueryClient()
  const format = useFormat()
  const form = useForm<TaxCodeValues>({
    resolver: valibotResolver(taxCodeValues),
    defaultValues: valuesOf(taxCode),
  })
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  const { saving, submit } = useSaving({
    form,
    fields: taxCodeFields,
    send: (values) => answer(api.PATCH('/v1/tax-codes/{id}', { params, body: changesOf(values) })),
    stale: [taxCodeKeys.all],
    done: messages.saved,
    onSaved: () => open(undefined),
  })
  return (
    <MasterDrawer
      title={messages.taxCodes.edit(name)}
      submit={messages.save}
      actions={taxCode.actions}
      permission="tax_code.update"
      isBusy={saving.isPending}
      onSubmit={submit}
      aside={
        <RetireButton
          item={taxCode}
          permission="tax_code.update"
          send={(is_active) =>
            answer(api.PATCH('/v1/tax-codes/{id}', { params, body: { is_active } }))
          }
          stale={[taxCodeKeys.all]}
        />
      }
    >
      <NameAndCode
        name={form.register('name')}
        code={form.register('code')}
        errors={form.formState.errors}
      />
      <DescriptionList
        facts={[
          { term: words.treatment, value: words.treatments[taxCode.treatment] },
          { term: words.rate, value: `${format.decimal(taxCode.rate_percent)} %` },
        ]}
      />
      <p className="text-muted text-sm">{words.rateStays}</p>
      <SavingProblem
        saving={saving}
        form={form}
        load={async () => valuesOf(await cache.fetchQuery({ ...taxCodeQuery(id), staleTime: 0 }))}
      />
    </MasterDrawer>
  )
}
