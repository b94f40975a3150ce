import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import { paths } from '@/app/paths'
import { buttonClass } from '@/ui/button'
import { type Column, Table } from '@/ui/table'
import { GuardedLegend, GuardedMark } from '../permission/guarded-mark'
import { Settings } from '../settings/shell'
import { KindPill } from './kind-pill'
import { rolesQuery, type SeenRole } from './queries'
import { words } from './words.en'

const columns: readonly Column<SeenRole>[] = [
  { id: 'name', header: words.name, cell: (row) => <RoleName role={row} /> },
  {
    id: 'holds',
    header: words.holds,
    cell: (row) => <Holds role={row} />,
    className: 'w-[210px]',
  },
  {
    id: 'people',
    header: words.people,
    cell: (row) => <People role={row} />,
    className: 'w-[190px]',
  },
  {
    id: 'kind',
    header: words.state,
    cell: (row) => <KindPill role={row} />,
    className: 'w-[140px]',
  },
]

/** Every role: those that come along, and the organisation's own. */
export default function RoleList(): ReactNode {
  return (
    <Settings lead={words.lead} actions={<CreateLink />}>
      <div className="mb-3">
        <GuardedLegend />
      </div>
      <Answered query={useQuery(rolesQuery)}>
        {({ items }) => (
          <Table
            caption={words.title}
            rows={items}
            columns={columns}
            rowId={(row) => row.id}
            card={(row) => <RoleCard role={row} />}
            footer={<span className="num">{words.shown(items.length)}</span>}
          />
        )}
      </Answered>
    </Settings>
  )
}

function CreateLink() {
  const canSee = useCan('permission.view')
  if (!useCan('role.create') || !canSee) return null
  return (
    <Link {...paths.newRole()} className={buttonClass('primary')}>
      <Plus className="size-4" aria-hidden="true" />
      {words.create}
    </Link>
  )
}

function RoleName({ role }: { role: SeenRole }) {
  const { id, name, description } = role
  return (
    <span className="block min-w-0 leading-snug [overflow-wrap:anywhere]">
      <Link {...paths.role(id)} className="font-[550] hover:underline">
        {name}
      </Link>
      {description ? <span className="block text-faint text-xs">{description}</span> : null}
    </span>
  )
}

function Holds({ role: { permissions, is_guarded } }: { role: SeenRole }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {words.holdsCount(permissions.length)} {is_guarded ? <GuardedMark /> : null}
    </span>
  )
}

function People({ role: { people, people_differing, waiting } }: { role: SeenRole }) {
  return (
    <span className="block leading-snug">
      <span className="block">{words.peopleCount(people)}</span>
      {people_differing > 0 ? (
        <span className="block text-warn text-xs">{words.differing(people_differing)}</span>
      ) : null}
      {waiting > 0 ? (
        <span className="block text-muted text-xs">{words.waiting(waiting)}</span>
      ) : null}
    </span>
  )
}

function RoleCard({ role }: { role: SeenRole }) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3 text-sm">
      <span className="flex flex-wrap items-start justify-between gap-2">
        <RoleName role={role} />
        <KindPill role={role} />
      </span>
      <Holds role={role} />
      <People role={role} />
    </div>
  )
}
