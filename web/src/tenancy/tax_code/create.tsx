import { valibotResolver } from '@hookform/resolvers/valibot'
import { useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import { messages } from '../messages.en'
import { MasterDrawer } from '../settings/master-drawer'
import { useMasterPlace } from '../settings/place'
import { SavingProblem, useSaving } from '../settings/saving'
import { requestOf, TaxCodeFields, type TaxCodeValues, taxCodeFields, taxCodeValues } from './form'
import { taxCodeKeys } from './queries'

export default function CreateTaxCode() {
  const { open } = useMasterPlace()
  const form = useForm<TaxCodeValues>({
    resolver: valibotResolver(taxCodeValues),
    defaultValues: { name: '', code: '', treatment: 'S', rate_percent: '' },
  })
  const { saving, submit } = useSaving({
    form,
    fields: taxCodeFields,
    send: (values) => answer(api.POST('/v1/tax-codes', { body: requestOf(values) })),
    stale: [taxCodeKeys.all],
    done: messages.taxCodes.added,
    onSaved: () => open(undefined),
  })
  return (
    <MasterDrawer
      title={messages.taxCodes.add}
      submit={messages.add}
      isBusy={saving.isPending}
      onSubmit={submit}
    >
      <TaxCodeFields form={form} />
      <SavingProblem saving={saving} form={form} />
    </MasterDrawer>
  )
}
