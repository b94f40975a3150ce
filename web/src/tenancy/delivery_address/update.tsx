import { valibotResolver } from '@hookform/resolvers/valibot'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { answer, api, etagOf } from '@/api/client'
import type { DeliveryAddressView } from '@/api/schema.gen'
import { messages } from '../messages.en'
import { MasterDrawer, RetireButton, WaitingDrawer } from '../settings/master-drawer'
import { useMasterPlace } from '../settings/place'
import { SavingProblem, useSaving } from '../settings/saving'
import {
  DeliveryAddressFields,
  type DeliveryAddressValues,
  deliveryAddressFields,
  deliveryAddressValues,
  requestOf,
  valuesOf,
} from './form'
import { deliveryAddressKeys, deliveryAddressQuery } from './queries'

export default function UpdateDeliveryAddress({ id }: { id: string }) {
  const query = useQuery({ ...deliveryAddressQuery(id), refetchOnWindowFocus: false })
  return query.data ? (
    <Editor deliveryAddress={query.data} />
  ) : (
    <WaitingDrawer title={messages.deliveryAddresses.title} query={query} />
  )
}

function Editor({ deliveryAddress }: { deliveryAddress: DeliveryAddressView }) {
  const { id, name, revision } = deliveryAddress
  const { open } = useMasterPlace()
  const cache = useQueryClient()
  const form = useForm<DeliveryAddressValues>({
    resolver: valibotResolver(deliveryAddressValues),
    defaultValues: valuesOf(deliveryAddress),
  })
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  const { saving, submit } = useSaving({
    form,
    fields: deliveryAddressFields,
    send: (values) =>
      answer(api.PATCH('/v1/delivery-addresses/{id}', { params, body: requestOf(values) })),
    stale: [deliveryAddressKeys.all],
    done: messages.saved,
    onSaved: () => open(undefined),
  })
  return (
    <MasterDrawer
      title={messages.deliveryAddresses.edit(name)}
      submit={messages.save}
      actions={deliveryAddress.actions}
      permission="delivery_address.update"
      isBusy={saving.isPending}
      onSubmit={submit}
      aside={
        <RetireButton
          item={deliveryAddress}
          permission="delivery_address.update"
          send={(is_active) =>
            answer(api.PATCH('/v1/delivery-addresses/{id}', { params, body: { is_active } }))
          }
          stale={[deliveryAddressKeys.all]}
        />
      }
    >
      <DeliveryAddressFields form={form} />
      <SavingProblem
        saving={saving}
        form={form}
        load={async () =>
          valuesOf(await cache.fetchQuery({ ...deliveryAddressQuery(id), staleTime: 0 }))
        }
      />
    </MasterDrawer>
  )
}
