import { getRouteApi, Link } from '@tanstack/react-router'
import { MailPlus, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { ExportMenu } from '@/access/export-menu'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { Person } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { Avatar } from '@/ui/avatar'
import { Button, buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Page, PageHeader } from '@/ui/page'
import { SearchField } from '@/ui/search-field'
import { Select } from '@/ui/select'
import type { Column } from '@/ui/table'
import { ReviewNotice } from '../access_review/remind'
import { peopleFilters, peopleQuery } from '../people-queries'
import { PeopleTabs } from '../people-tabs'
import { roleNames, words } from '../people-words.en'
import { useOwnRoles } from '../role/queries'
import { AccountPill } from './account-pill'
import { Roles } from './roles'

const route = getRouteApi('/signed-in/people')

const accounts = [
  { value: 'active' as const, label: words.active },
  { value: 'inactive' as const, label: words.notActive },
]

const columns: readonly Column<Person>[] = [
  { id: 'person', header: words.columns.person, cell: (row) => <PersonName person={row} /> },
  {
    id: 'department',
    header: words.columns.department,
    cell: (row) => row.department_name ?? <span className="text-faint">{words.noDepartment}</span>,
    className: 'w-[190px]',
  },
  {
    id: 'roles',
    header: words.columns.roles,
    cell: (row) => <Roles roles={row.roles} own={row.custom_roles} />,
    className: 'w-[300px]',
  },
  {
    id: 'state',
    header: words.columns.state,
    cell: (row) => <AccountPill person={row} />,
    className: 'w-[130px]',
  },
]

export default function PeopleList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(peopleQuery(search))
  const own = useOwnRoles()
  return (
    <Page>
      <PageHeader
        title={words.title}
        summary={words.summary}
        actions={
          <>
            <ExportMenu
              permission="person.export"
              lists={[{ what: words.title, path: '/v1/people/export' }]}
              filters={peopleFilters(search)}
            />
            <InviteLink />
          </>
        }
      />
      <PeopleTabs />
      <ReviewNotice />
      <search aria-label={words.title} className="mb-3 flex flex-wrap gap-2">
        <SearchField
          label={words.search}
          chord="f"
          value={search.text ?? ''}
          onSearch={(text) =>
            void navigate({ search: (old) => ({ ...old, text: text || undefined }), replace: true })
          }
          className="w-72 max-md:w-full"
        />
        <Select
          label={words.role}
          isLabelHidden
          placeholder={words.anyRole}
          className="w-52 max-md:w-full"
          value={search.role ?? search.custom_role_id ?? ''}
          options={[
            ...Object.entries(roleNames).map(([value, label]) => ({ value, label })),
            ...own.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ target: { value } }) => {
            const role = roleOf(value)
            const custom_role_id = role ? undefined : value || undefined
            void navigate({ search: (old) => ({ ...old, role, custom_role_id }), replace: true })
          }}
        />
        <Select
          label={words.account}
          isLabelHidden
          placeholder={words.anyAccount}
          className="w-52 max-md:w-full"
          value={search.account ?? ''}
          options={accounts}
          onChange={(event) => {
            const account = accounts.find(({ value }) => value === event.target.value)?.value
            void navigate({ search: (old) => ({ ...old, account }), replace: true })
          }}
        />
      </search>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <PersonCard person={row} />}
        shown={words.shown}
        nothing={
          <EmptyState
            icon={<Users />}
            title={words.none}
            actions={<Button onClick={() => void navigate({ search: {} })}>{words.clear}</Button>}
          >
            {words.noneDetail}
          </EmptyState>
        }
      />
    </Page>
  )
}

function roleOf(value: string): Person['roles'][number] | undefined {
  return Object.keys(roleNames).find((role): role is Person['roles'][number] => role === value)
}

function InviteLink() {
  if (!useCan('invitation.create')) return null
  return (
    <Link {...paths.newInvitations()} className={buttonClass('primary')}>
      <MailPlus className="size-4" aria-hidden="true" />
      {words.inviteLink}
    </Link>
  )
}

function PersonName({ person }: { person: Person }) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={person.name} />
      <span className="min-w-0 leading-snug">
        <Link {...paths.person(person.id)} className="block truncate font-[550] hover:underline">
          {person.name}
        </Link>
        <span className="block truncate text-faint text-xs">{person.email}</span>
      </span>
    </span>
  )
}

function PersonCard({ person }: { person: Person }) {
  return (
    <Link {...paths.person(person.id)} className="flex items-center gap-3 px-4 py-3">
      <Avatar name={person.name} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-[550]">{person.name}</span>
        <span className="block truncate text-faint text-xs">
          {person.department_name ?? words.noDepartment}
        </span>
        <span className="mt-1 block">
          <Roles roles={person.roles} own={person.custom_roles} />
        </span>
      </span>
      {person.is_active ? null : <AccountPill person={person} />}
    </Link>
  )
}
