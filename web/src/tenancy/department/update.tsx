import { valibotResolver } from '@hookform/resolvers/valibot'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { answer, api, etagOf } from '@/api/client'
import type { DepartmentView } from '@/api/schema.gen'
import { messages } from '../messages.en'
import { MasterDrawer, RetireButton, WaitingDrawer } from '../settings/master-drawer'
import { useMasterPlace } from '../settings/place'
import { SavingProblem, useSaving } from '../settings/saving'
import {
  DepartmentFields,
  type DepartmentValues,
  departmentFields,
  departmentValues,
  requestOf,
  valuesOf,
} from './form'
import { departmentKeys, departmentQuery } from './queries'

export default function UpdateDepartment({ id }: { id: string }) {
  const query = useQuery({ ...departmentQuery(id), refetchOnWindowFocus: false })
  return query.data ? (
    <Editor department={query.data} />
  ) : (
    <WaitingDrawer title={messages.departments.title} query={query} />
  )
}

function Editor({ department }: { department: DepartmentView }) {
  const { id, name, revision } = department
  const { open } = useMasterPlace()
  const cache = useQueryClient()
  const form = useForm<DepartmentValues>({
    resolver: valibotResolver(departmentValues),
    defaultValues: valuesOf(department),
  })
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  const { saving, submit } = useSaving({
    form,
    fields: departmentFields,
    send: (values) =>
      answer(api.PATCH('/v1/departments/{id}', { params, body: requestOf(values) })),
    stale: [departmentKeys.all],
    done: messages.saved,
    onSaved: () => open(undefined),
  })
  return (
    <MasterDrawer
      title={messages.departments.edit(name)}
      submit={messages.save}
      actions={department.actions}
      permission="department.update"
      isBusy={saving.isPending}
      onSubmit={submit}
      aside={
        <RetireButton
          item={department}
          permission="department.update"
          send={(is_active) =>
            answer(api.PATCH('/v1/departments/{id}', { params, body: { is_active } }))
          }
          stale={[departmentKeys.all]}
        />
      }
    >
      <DepartmentFields form={form} />
      <SavingProblem
        saving={saving}
        form={form}
        load={async () =>
          valuesOf(await cache.fetchQuery({ ...departmentQuery(id), staleTime: 0 }))
        }
      />
    </MasterDrawer>
  )
}
