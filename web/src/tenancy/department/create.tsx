import { valibotResolver } from '@hookform/resolvers/valibot'
import { useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import { messages } from '../messages.en'
import { MasterDrawer } from '../settings/master-drawer'
import { useMasterPlace } from '../settings/place'
import { SavingProblem, useSaving } from '../settings/saving'
import {
  DepartmentFields,
  type DepartmentValues,
  departmentFields,
  departmentValues,
  requestOf,
} from './form'
import { departmentKeys } from './queries'

export default function CreateDepartment() {
  const { open } = useMasterPlace()
  const form = useForm<DepartmentValues>({
    resolver: valibotResolver(departmentValues),
    defaultValues: { name: '', code: '', head: null },
  })
  const { saving, submit } = useSaving({
    form,
    fields: departmentFields,
    send: (values) => answer(api.POST('/v1/departments', { body: requestOf(values) })),
    stale: [departmentKeys.all],
    done: messages.departments.added,
    onSaved: () => open(undefined),
  })
  return (
    <MasterDrawer
      title={messages.departments.add}
      submit={messages.add}
      isBusy={saving.isPending}
      onSubmit={submit}
    >
      <DepartmentFields form={form} />
      <SavingProblem saving={saving} form={form} />
    </MasterDrawer>
  )
}
