import { valibotResolver } from '@hookform/resolvers/valibot'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { answer, api, etagOf } from '@/api/client'
import type { CategoryView } from '@/api/schema.gen'
import { messages } from '../messages.en'
import { MasterDrawer, RetireButton, WaitingDrawer } from '../settings/master-drawer'
import { useMasterPlace } from '../settings/place'
import { SavingProblem, useSaving } from '../settings/saving'
import {
  CategoryFields,
  type CategoryValues,
  categoryFields,
  categoryValues,
  requestOf,
  valuesOf,
} from './form'
import { categoryKeys, categoryQuery } from './queries'

export default function UpdateCategory({ id }: { id: string }) {
  const query = useQuery({ ...categoryQuery(id), refetchOnWindowFocus: false })
  return query.data ? (
    <Editor category={query.data} />
  ) : (
    <WaitingDrawer title={messages.categories.title} query={query} />
  )
}

function Editor({ category }: { category: CategoryView }) {
  const { id, name, revision } = category
  const { open } = useMasterPlace()
  const cache = useQueryClient()
  const form = useForm<CategoryValues>({
    resolver: valibotResolver(categoryValues),
    defaultValues: valuesOf(category),
  })
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  const { saving, submit } = useSaving({
    form,
    fields: categoryFields,
    send: (values) => answer(api.PATCH('/v1/categories/{id}', { params, body: requestOf(values) })),
    stale: [categoryKeys.all],
    done: messages.saved,
    onSaved: () => open(undefined),
  })
  return (
    <MasterDrawer
      title={messages.categories.edit(name)}
      submit={messages.save}
      actions={category.actions}
      permission="category.update"
      isBusy={saving.isPending}
      onSubmit={submit}
      aside={
        <RetireButton
          item={category}
          permission="category.update"
          send={(is_active) =>
            answer(api.PATCH('/v1/categories/{id}', { params, body: { is_active } }))
          }
          stale={[categoryKeys.all]}
        />
      }
    >
      <CategoryFields form={form} />
      <SavingProblem
        saving={saving}
        form={form}
        load={async () => valuesOf(await cache.fetchQuery({ ...categoryQuery(id), staleTime: 0 }))}
      />
    </MasterDrawer>
  )
}
