import { Link } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { HolderOfRole } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { EmptyState } from '@/ui/empty-state'
import type { Column } from '@/ui/table'
import { useMeanings } from '../permission/meanings'
import { holdersOfRoleQuery } from './queries'
import { words } from './words.en'

const texts = words.holders

const columns: readonly Column<HolderOfRole>[] = [
  {
    id: 'person',
    header: texts.person,
    cell: (row) => <Holder holder={row} />,
    className: 'w-[42%] [td&]:align-top',
  },
  {
    id: 'differs',
    header: texts.differs,
    cell: (row) => <Differs holder={row} />,
    className: '[td&]:align-top',
  },
]

/** Who has a role, and what they hold otherwise than its template. */
export function HoldersOfRole({ id }: { id: string }) {
  const paged = usePaged(holdersOfRoleQuery(id))
  return (
    <PagedTable
      paged={paged}
      caption={texts.title}
      columns={columns}
      rowId={(row) => row.person_id}
      card={(row) => (
        <div className="flex flex-col gap-2 px-4 py-3">
          <Holder holder={row} />
          <Differs holder={row} />
        </div>
      )}
      shown={texts.shown}
      nothing={
        <EmptyState icon={<Users />} title={texts.none}>
          {texts.noneDetail}
        </EmptyState>
      }
    />
  )
}

function Holder({ holder }: { holder: HolderOfRole }) {
  const format = useFormat()
  const { person_id, person_name, is_active, given_at, expires_at } = holder
  const times = [texts.since(format.day(given_at))]
  if (expires_at) times.push(texts.until(format.day(expires_at)))
  return (
    <span className="flex min-w-0 items-center gap-3 py-1">
      <Avatar name={person_name} />
      <span className="min-w-0 leading-snug">
        <Link {...paths.person(person_id)} className="block truncate font-[550] hover:underline">
          {person_name}
        </Link>
        <span className="block text-faint text-xs">{times.join(', ')}</span>
        {is_active ? null : <span className="block text-faint text-xs">{texts.inactive}</span>}
      </span>
    </span>
  )
}

function Differs({ holder: { missing, extra } }: { holder: HolderOfRole }) {
  if (missing.length + extra.length === 0)
    return <span className="block py-1 text-faint text-xs">{texts.same}</span>
  return (
    <div className="flex flex-col gap-1.5 py-1 text-xs [overflow-wrap:anywhere]">
      <Codes title={texts.missing} codes={missing} />
      <Codes title={texts.extra} codes={extra} />
    </div>
  )
}

function Codes({ title, codes }: { title: string; codes: readonly string[] }) {
  const meaningOf = useMeanings()
  if (codes.length === 0) return null
  return (
    <div>
      <p className="font-[530]">{title}</p>
      <ul className="text-muted">
        {codes.map((code) => (
          <li key={code} title={code}>
            {meaningOf(code)}
          </li>
        ))}
      </ul>
    </div>
  )
}
