import { getRouteApi } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { useCan } from '@/access/can'
import { usePaged } from '@/api/paging'
import type { CategoryView } from '@/api/schema.gen'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { activityOf, MasterList, OpenButton, StatePill } from '../settings/master-list'
import { categoriesQuery } from './queries'

const CreateCategory = lazy(() => import('./create'))
const UpdateCategory = lazy(() => import('./update'))
const route = getRouteApi('/signed-in/settings/categories')
const words = messages.categories

const columns: readonly Column<CategoryView>[] = [
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
    id: 'state',
    header: messages.status,
    cell: (row) => <StatePill isActive={row.is_active} />,
    className: 'w-[130px]',
  },
]

export default function CategoryList(): ReactNode {
  const search = route.useSearch()
  const list = usePaged(categoriesQuery(activityOf(search)))
  return (
    <MasterList
      words={words}
      search={search}
      list={list}
      columns={columns}
      about={(row) => row.code}
      canAdd={useCan('category.create')}
      exported={{ permission: 'category.export', path: '/v1/categories/export' }}
    >
      <Suspense fallback={null}>
        {search.open === 'new' ? <CreateCategory /> : null}
        {search.open && search.open !== 'new' ? (
          <UpdateCategory key={search.open} id={search.open} />
        ) : null}
      </Suspense>
    </MasterList>
  )
}
