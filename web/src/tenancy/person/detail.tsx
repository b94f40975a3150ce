import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { useMe } from '@/access/me'
import { Answered } from '@/api/answered'
import type { Person } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { buttonClass } from '@/ui/button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { Page, PageHeader, Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { WaitingGrants } from '../grant/waiting'
import { words as grantWords } from '../grant/words.en'
import { personQuery } from '../people-queries'
import { words } from '../people-words.en'
import { PermissionsOfPerson } from '../permission/list-of-person'
import { AccountPill } from './account-pill'
import { ActivatePerson } from './activate'
import { DeactivatePerson } from './deactivate'
import { EndSessions } from './end-sessions'
import { ResetFactor } from './reset-factor'
import { RevokeGrants } from './revoke-grants'
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
            <div className="flex min-w-0 flex-col gap-4">
              <WaitingGrants personId={person.id} />
              <PermissionsOfPerson id={person.id} />
            </div>
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
          <ResetFactor person={person} />
          <EndSessions person={person} />
          <RevokeGrants person={person} />
          <DeactivatePerson person={person} />
          <ActivatePerson person={person} />
          <GiveRights person={person} />
        </>
      }
    />
  )
}

/** Nobody gives rights to themselves, nor to an account that is deactivated. */
function GiveRights({ person }: { person: Person }) {
  const [canGive, canSee] = [useCan('grant.create'), useCan('permission.view')]
  const isSelf = useMe().person.id === person.id
  if (!canGive || !canSee || isSelf || !(person.is_active || person.is_invited)) return null
  return (
    <Link {...paths.giveRights(person.id)} className={buttonClass('primary')}>
      <KeyRound className="size-4" aria-hidden="true" />
      {grantWords.create.act}
    </Link>
  )
}

function Facts({ person }: { person: Person }) {
  return (
    <Card title={words.facts}>
      <DescriptionList
        facts={[
          { term: words.email, value: person.email },
          {
            term: words.columns.roles,
            value: <Roles roles={person.roles} own={person.custom_roles} />,
          },
          { term: words.locale, value: person.locale ?? words.asOrganisation },
          { term: words.timeZone, value: person.time_zone ?? words.asOrganisation },
        ]}
      />
    </Card>
  )
}
