import { getRouteApi } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { useCan } from '@/access/can'
import { usePaged } from '@/api/paging'
import type { DepartmentView } from '@/api/schema.gen'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { activityOf, MasterList, OpenButton, StatePill } from '../settings/master-list'
import { departmentsQuery } from './queries'

const CreateDepartment = lazy(() => import('./create'))
const UpdateDepartment = lazy(() => import('./update'))
const route = getRouteApi('/signed-in/settings/departments')
const words = messages.departments

const columns: readonly Column<DepartmentView>[] = [
  {
    id: 'name',
    header: messages.name,
    cell: (row) => <OpenButton id={row.id} name={row.name} />,
  },
  {
    id: 'code',
    header: messages.code,
    cell: (row) => <span className="num text-muted">{row.code}</span>,
    className: 'w-[180px]',
  },
  {
    id: 'head',
    header: words.head,
    cell: (row) => row.head_name ?? <span className="text-warn">{words.headMissing}</span>,
    className: 'w-[260px]',
  },
  {
    id: 'state',
    header: messages.status,
    cell: (row) => <StatePill isActive={row.is_active} />,
    className: 'w-[130px]',
  },
]

export default function DepartmentList(): ReactNode {
  const search = route.useSearch()
  const list = usePaged(departmentsQuery(activityOf(search)))
  return (
    <MasterList
      words={words}
      search={search}
      list={list}
      columns={columns}
      about={(row) => `${row.code}, ${row.head_name ?? words.headMissing}`}
      canAdd={useCan('department.create')}
      exported={{ permission: 'department.export', path: '/v1/departments/export' }}
    >
      <Suspense fallback={null}>
        {search.open === 'new' ? <CreateDepartment /> : null}
        {search.open && search.open !== 'new' ? (
          <UpdateDepartment key={search.open} id={search.open} />
        ) : null}
      </Suspense>
    </MasterList>
  )
}
