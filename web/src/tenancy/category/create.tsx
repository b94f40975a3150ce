import { valibotResolver } from '@hookform/resolvers/valibot'
import { useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import { messages } from '../messages.en'
import { MasterDrawer } from '../settings/master-drawer'
import { useMasterPlace } from '../settings/place'
import { SavingProblem, useSaving } from '../settings/saving'
import {
  CategoryFields,
  type CategoryValues,
  categoryFields,
  categoryValues,
  requestOf,
} from './form'
import { categoryKeys } from './queries'

export default function CreateCategory() {
  const { open } = useMasterPlace()
  const form = useForm<CategoryValues>({
    resolver: valibotResolver(categoryValues),
    defaultValues: { name: '', code: '' },
  })
  const { saving, submit } = useSaving({
    form,
    fields: categoryFields,
    send: (values) => answer(api.POST('/v1/categories', { body: requestOf(values) })),
    stale: [categoryKeys.all],
    done: messages.categories.added,
    onSaved: () => open(undefined),
  })
  return (
    <MasterDrawer
      title={messages.categories.add}
      submit={messages.add}
      isBusy={saving.isPending}
      onSubmit={submit}
    >
      <CategoryFields form={form} />
      <SavingProblem saving={saving} form={form} />
    </MasterDrawer>
  )
}
