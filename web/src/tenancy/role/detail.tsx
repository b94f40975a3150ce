import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Copy, Pencil } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import type { PermissionView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { ActionButton, findAction } from '@/ui/action-button'
import { buttonClass } from '@/ui/button'
import { Card } from '@/ui/card'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { groupsOf } from '../grant/draft'
import { permissionsQuery } from '../people-queries'
import { words as people } from '../people-words.en'
import { GuardedLegend, GuardedMark } from '../permission/guarded-mark'
import { words as settings } from '../settings/words.en'
import { KindPill } from './kind-pill'
import { HoldersOfRole } from './list-holders'
import { roleQuery, type SeenRole } from './queries'
import { words } from './words.en'

const RetireRole = lazy(() => import('./retire'))
const route = getRouteApi('/signed-in/settings/roles/$id')
const texts = words.detail

/** One role: what its template holds, and who has it. */
export default function RoleDetail(): ReactNode {
  const { id } = route.useParams()
  return (
    <Answered query={useQuery(roleQuery(id))} waiting={<PageSkeleton />}>
      {(role) => (
        <Page>
          <Header role={role} />
          <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)] lg:items-start">
            <div className="flex min-w-0 flex-col gap-4">
              <Standing role={role} />
              <Template role={role} />
            </div>
            <Card title={words.holders.title} isFlush>
              <HoldersOfRole id={role.id} />
            </Card>
          </div>
        </Page>
      )}
    </Answered>
  )
}

function Header({ role }: { role: SeenRole }) {
  const [isAsked, setIsAsked] = useState(false)
  const [canCreate, canSee] = [useCan('role.create'), useCan('permission.view')]
  const edit = findAction(role.actions, 'role.update')
  return (
    <>
      <PageHeader
        trail={
          <Trail label={people.trail} here={role.name}>
            <Link {...paths.settings()}>{settings.title}</Link>
            <Link {...paths.roles()}>{words.title}</Link>
          </Trail>
        }
        title={role.name}
        status={
          <>
            <KindPill role={role} />
            {role.is_guarded ? <GuardedMark /> : null}
          </>
        }
        summary={role.built_in ? texts.builtIn : role.description}
        actions={
          <>
            {role.built_in ? null : (
              <ActionButton
                action={findAction(role.actions, 'role.retire')}
                look="danger"
                onClick={() => setIsAsked(true)}
              >
                {words.retire.act}
              </ActionButton>
            )}
            {canCreate && canSee ? (
              <Link {...paths.newRole({ from: role.id })} className={buttonClass()}>
                <Copy className="size-4" aria-hidden="true" />
                {texts.copy}
              </Link>
            ) : null}
            {canSee && edit && !edit.closed_because ? (
              <Link {...paths.editRole(role.id)} className={buttonClass('primary')}>
                <Pencil className="size-4" aria-hidden="true" />
                {texts.edit}
              </Link>
            ) : null}
          </>
        }
      />
      {isAsked ? (
        <Suspense>
          <RetireRole role={role} onClose={() => setIsAsked(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

/** What keeps it as it is, and who holds another form of it. */
function Standing({ role: { waiting, people_differing } }: { role: SeenRole }) {
  const canSee = useCan('grant.view')
  return (
    <>
      {waiting > 0 ? (
        <Notice tone="info" title={texts.waits(waiting)}>
          <p>{texts.waitsDetail}</p>
          {canSee ? (
            <Link {...paths.grants({ state: 'waiting' })} className="underline">
              {texts.seeGrants}
            </Link>
          ) : null}
        </Notice>
      ) : null}
      {people_differing > 0 ? (
        <Notice tone="warn" title={texts.otherForm(people_differing)}>
          {texts.otherFormDetail}
        </Notice>
      ) : null}
    </>
  )
}

function Template({ role: { permissions } }: { role: SeenRole }) {
  const { data } = useQuery({ ...permissionsQuery, enabled: useCan('permission.view') })
  const known = data?.items.filter(({ code }) => permissions.includes(code))
  return (
    <Card title={texts.permissions} aside={words.holdsCount(permissions.length)} isFlush>
      <div className="px-5 pb-3 max-sm:px-4">
        <GuardedLegend />
      </div>
      {known ? (
        groupsOf(known, '').map(({ noun, permissions: held }) => (
          <Group key={noun} noun={noun} held={held} />
        ))
      ) : (
        <ul className="flex flex-col gap-1 px-5 pb-4 text-sm max-sm:px-4">
          {permissions.map((code) => (
            <li key={code}>
              <code className="font-mono text-xs">{code}</code>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Group({ noun, held }: { noun: string; held: readonly PermissionView[] }) {
  return (
    <section aria-label={noun} className="border-line border-t px-5 py-3 max-sm:px-4">
      <h3 className="mb-1.5 font-[530] text-sm">{noun}</h3>
      <ul className="flex flex-col gap-1.5 text-sm">
        {held.map(({ code, meaning, is_guarded }) => (
          <li key={code} className="leading-snug [overflow-wrap:anywhere]">
            {meaning} {is_guarded ? <GuardedMark /> : null}
            <code className="block font-mono text-faint text-xs">{code}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
