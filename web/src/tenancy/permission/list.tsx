import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Check, ShieldCheck } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { ExportMenu } from '@/access/export-menu'
import { Answered } from '@/api/answered'
import type { PermissionView, Role } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { EmptyState } from '@/ui/empty-state'
import { isMatch } from '@/ui/option'
import { Page, PageHeader } from '@/ui/page'
import { SearchField } from '@/ui/search-field'
import { Segmented } from '@/ui/segmented'
import { type Column, Table } from '@/ui/table'
import { permissionsQuery } from '../people-queries'
import { PeopleTabs } from '../people-tabs'
import { roleNames, words } from '../people-words.en'
import { Roles } from '../person/roles'
import { roles } from '../roles'
import { GuardedLegend, GuardedMark } from './guarded-mark'

const route = getRouteApi('/signed-in/people/permissions')
const matrix = words.matrix

const columns: readonly Column<PermissionView>[] = [
  { id: 'permission', header: matrix.permission, cell: (row) => <Meaning permission={row} /> },
  ...roles.map(
    (role): Column<PermissionView> => ({
      id: role,
      header: roleNames[role],
      cell: (row) => <Cell role={role} isHeld={row.roles.includes(role)} />,
      className: 'w-[104px] text-center max-lg:w-[84px]',
    }),
  ),
]

/** Who may do what: each permission of the catalogue against the roles. */
export default function PermissionMatrix(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(permissionsQuery)
  const rows = useMemo(
    () =>
      (query.data?.items ?? []).filter(
        (one) =>
          (search.show === 'all' || one.is_live === (search.show !== 'planned')) &&
          isMatch(search.text ?? '', `${one.code} ${one.meaning}`),
      ),
    [query.data, search.show, search.text],
  )
  return (
    <Page>
      <PageHeader
        title={matrix.title}
        summary={matrix.summary}
        actions={
          <ExportMenu
            permission="permission.export"
            lists={[{ what: matrix.title, path: '/v1/permissions/export' }]}
            filters={{}}
          />
        }
      />
      <PeopleTabs />
      <search aria-label={matrix.title} className="mb-3 flex flex-wrap items-center gap-2">
        <Segmented
          label={matrix.show}
          value={search.show ?? 'live'}
          onValueChange={(value) => {
            const show = value === 'live' ? undefined : value
            void navigate({ search: (old) => ({ ...old, show }), replace: true })
          }}
          segments={[
            { value: 'live', label: matrix.live },
            { value: 'planned', label: matrix.planned },
            { value: 'all', label: matrix.all },
          ]}
        />
        <span className="flex-1 max-md:hidden" />
        <SearchField
          label={matrix.search}
          chord="f"
          value={search.text ?? ''}
          onSearch={(text) =>
            void navigate({ search: (old) => ({ ...old, text: text || undefined }), replace: true })
          }
          className="w-72 max-md:w-full"
        />
      </search>
      <div className="mb-3">
        <GuardedLegend />
      </div>
      <Answered query={query}>
        {() =>
          rows.length === 0 ? (
            <EmptyState icon={<ShieldCheck />} title={matrix.none}>
              {matrix.noneDetail}
            </EmptyState>
          ) : (
            <Table
              caption={matrix.title}
              rows={rows}
              columns={columns}
              rowId={(row) => row.code}
              card={(row) => <PermissionCard permission={row} />}
              footer={<span className="num">{matrix.shown(rows.length)}</span>}
            />
          )
        }
      </Answered>
    </Page>
  )
}

function Meaning({ permission }: { permission: PermissionView }) {
  return (
    <span className="block leading-snug">
      <span className="block">
        {permission.meaning}
        {permission.is_live ? null : (
          <span className="ml-2 rounded-full bg-sunken px-1.5 py-px text-2xs text-muted ring-1 ring-line">
            {matrix.planned1}
          </span>
        )}
      </span>
      <Code permission={permission} /> {permission.is_guarded ? <GuardedMark /> : null}
      {permission.is_confirmed ? (
        <span className="ml-2 text-faint text-xs">{matrix.confirmed}</span>
      ) : null}
      {permission.sign_in_within_s ? (
        <span className="ml-2 text-faint text-xs">
          {matrix.within(permission.sign_in_within_s / 60)}
        </span>
      ) : null}
    </span>
  )
}

/** The code leads to everybody who holds it, once anybody can. */
function Code({ permission }: { permission: PermissionView }) {
  const code = <code className="font-mono text-faint text-xs">{permission.code}</code>
  return permission.is_live ? (
    <Link {...paths.holders(permission.code)} className="hover:underline">
      {code}
    </Link>
  ) : (
    code
  )
}

function Cell({ role, isHeld }: { role: Role; isHeld: boolean }) {
  const name = roleNames[role]
  return (
    <span className="grid place-items-center">
      {isHeld ? (
        <Check className="size-4 text-good" strokeWidth={2.5} aria-hidden="true" />
      ) : (
        <span className="h-px w-2.5 bg-line-strong" aria-hidden="true" />
      )}
      <span className="sr-only">{isHeld ? matrix.holds(name) : matrix.lacks(name)}</span>
    </span>
  )
}

function PermissionCard({ permission }: { permission: PermissionView }) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <Meaning permission={permission} />
      {permission.roles.length > 0 ? (
        <Roles roles={permission.roles} />
      ) : (
        <span className="text-faint text-xs">{matrix.nobody}</span>
      )}
    </div>
  )
}
