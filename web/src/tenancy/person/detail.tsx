import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import type { HeldPermission, Person } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { buttonClass } from '@/ui/button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { PageSkeleton, TableSkeleton } from '@/ui/skeleton'
import { permissionsOfQuery, personQuery } from '../people-queries'
import { roleNames, words } from '../people-words.en'
import { EndSessions } from './end-sessions'
import { AccountPill } from './list'
import { Roles } from './roles'

const route = getRouteApi('/signed-in/people/$id')

export default function PersonDetail(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery(personQuery(id))
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {(person) => (
        <Page>
          <Header person={person} />
          <div className="grid gap-4 lg:grid-cols-[360px_minmax(0,1fr)] lg:items-start">
            <Facts person={person} />
            <Permissions id={person.id} />
          </div>
        </Page>
      )}
    </Answered>
  )
}

function Header({ person }: { person: Person }) {
  const canRead = useCan('audit_event.view')
  return (
    <PageHeader
      trail={
        <Trail label={words.trail} here={person.name}>
          <Link {...paths.people()}>{words.title}</Link>
        </Trail>
      }
      title={person.name}
      status={<AccountPill person={person} />}
      summary={person.department_name ?? words.noDepartment}
      actions={
        <>
          {canRead ? (
            <Link {...paths.audit({ person_id: person.id })} className={buttonClass()}>
              {words.didAll}
            </Link>
          ) : null}
          <EndSessions person={person} />
        </>
      }
    />
  )
}

function Facts({ person }: { person: Person }) {
  return (
    <Card title={words.facts}>
      <DescriptionList
        facts={[
          { term: words.email, value: person.email },
          { term: words.columns.roles, value: <Roles roles={person.roles} /> },
          { term: words.locale, value: person.locale ?? words.asOrganisation },
          { term: words.timeZone, value: person.time_zone ?? words.asOrganisation },
        ]}
      />
    </Card>
  )
}

function Permissions({ id }: { id: string }) {
  const canSee = useCan('permission.view')
  const query = useQuery({ ...permissionsOfQuery(id), enabled: canSee })
  if (!canSee) return <Notice tone="info">{words.hidden}</Notice>
  return (
    <Answered query={query} waiting={<TableSkeleton />}>
      {({ permissions }) => (
        <Card title={words.permissions} aside={words.permissionsCount(permissions.length)} isFlush>
          <p className="px-5 pb-3 text-muted text-sm max-sm:px-4">
            {permissions.length === 0 ? words.noPermissions : words.permissionsLead}
          </p>
          <ul className="border-line border-t">
            {permissions.map((permission) => (
              <Held key={permission.code} permission={permission} />
            ))}
          </ul>
        </Card>
      )}
    </Answered>
  )
}

function Held({ permission }: { permission: HeldPermission }) {
  const format = useFormat()
  const who = permission.granted_by_name ?? words.installation
  const from = permission.from_roles.map((role) => roleNames[role])
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-line border-b px-5 py-2.5 text-sm last:border-0 max-sm:px-4">
      <span className="min-w-0 flex-1 basis-64">
        <span className="block">{permission.meaning ?? words.unknown}</span>
        <code className="font-mono text-faint text-xs">{permission.code}</code>
      </span>
      <span className="text-muted text-xs sm:text-right">
        <span className="block">{from.length > 0 ? format.list(from) : words.byItself}</span>
        <span className="block text-faint">
          {words.grantedBy(who, format.instant(permission.granted_at))}
        </span>
      </span>
    </li>
  )
}
