import { valibotResolver } from '@hookform/resolvers/valibot'
import { useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import { messages } from '../messages.en'
import { MasterDrawer } from '../settings/master-drawer'
import { useMasterPlace } from '../settings/place'
import { SavingProblem, useSaving } from '../settings/saving'
import {
  DeliveryAddressFields,
  type DeliveryAddressValues,
  deliveryAddressFields,
  deliveryAddressValues,
  requestOf,
} from './form'
import { deliveryAddressKeys } from './queries'

export default function CreateDeliveryAddress() {
  const { open } = useMasterPlace()
  const form = useForm<DeliveryAddressValues>({
    resolver: valibotResolver(deliveryAddressValues),
    defaultValues: { name: '', lines: '', country: '' },
  })
  const { saving, submit } = useSaving({
    form,
    fields: deliveryAddressFields,
    send: (values) => answer(api.POST('/v1/delivery-addresses', { body: requestOf(values) })),
    stale: [deliveryAddressKeys.all],
    done: messages.deliveryAddresses.added,
    onSaved: () => open(undefined),
  })
  return (
    <MasterDrawer
      title={messages.deliveryAddresses.add}
      submit={messages.add}
      isBusy={saving.isPending}
      onSubmit={submit}
    >
      <DeliveryAddressFields form={form} />
      <SavingProblem saving={saving} form={form} />
    </MasterDrawer>
  )
}
