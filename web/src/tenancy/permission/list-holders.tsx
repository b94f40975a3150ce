import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { HolderOfPermission } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { Avatar } from '@/ui/avatar'
import { EmptyState } from '@/ui/empty-state'
import { Page, PageHeader, Trail } from '@/ui/page'
import type { Column } from '@/ui/table'
import { holdersQuery, permissionsQuery } from '../people-queries'
import { words } from '../people-words.en'
import { GuardedLegend } from './guarded-mark'
import { Sources } from './sources'

const route = getRouteApi('/signed-in/people/permissions/$code/holders')
const texts = words.holders

const columns: readonly Column<HolderOfPermission>[] = [
  {
    id: 'person',
    header: texts.person,
    cell: (row) => <Holder holder={row} />,
    className: 'w-[38%] [td&]:align-top',
  },
  {
    id: 'why',
    header: texts.why,
    cell: (row) => (
      <div className="py-1">
        <Sources sources={row.sources} />
      </div>
    ),
  },
]

/** Who holds a permission, and why. */
export default function HoldersOfPermission(): ReactNode {
  const { code } = route.useParams()
  const catalogue = useQuery(permissionsQuery)
  const paged = usePaged(holdersQuery(code))
  const permission = catalogue.data?.items.find((one) => one.code === code)
  return (
    <Page>
      <PageHeader
        trail={
          <Trail label={words.trail} here={code}>
            <Link {...paths.people()}>{words.title}</Link>
            <Link {...paths.permissions()}>{words.matrix.title}</Link>
          </Trail>
        }
        title={texts.title}
        summary={permission?.meaning ?? code}
      />
      {permission?.is_guarded ? (
        <div className="mb-3">
          <GuardedLegend />
        </div>
      ) : null}
      <PagedTable
        paged={paged}
        caption={texts.title}
        columns={columns}
        rowId={(row) => row.person_id}
        card={(row) => (
          <div className="flex flex-col gap-2 px-4 py-3">
            <Holder holder={row} />
            <Sources sources={row.sources} />
          </div>
        )}
        shown={texts.shown}
        nothing={
          <EmptyState icon={<ShieldCheck />} title={texts.none}>
            {texts.noneDetail}
          </EmptyState>
        }
      />
    </Page>
  )
}

function Holder({ holder }: { holder: HolderOfPermission }) {
  const { person_id, person_name, is_active } = holder
  return (
    <span className="flex min-w-0 items-center gap-3 py-1">
      <Avatar name={person_name} />
      <span className="min-w-0 leading-snug">
        <Link {...paths.person(person_id)} className="block truncate font-[550] hover:underline">
          {person_name}
        </Link>
        {is_active ? null : <span className="block text-faint text-xs">{texts.without}</span>}
      </span>
    </span>
  )
}
