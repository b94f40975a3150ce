import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Answered } from '@/api/answered'
import { answer, api } from '@/api/client'
import { paths } from '@/app/paths'
import { Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { permissionsQuery } from '../people-queries'
import { words as people } from '../people-words.en'
import { words as settings } from '../settings/words.en'
import { blankRole, requestOf, templateOf } from './draft'
import { RoleForm } from './form'
import { rolesQuery } from './queries'
import { words } from './words.en'

const route = getRouteApi('/signed-in/settings/roles/new')
const texts = words.form

/** Writes a role of the organisation's own, from nothing or from a copy. */
export default function CreateRole(): ReactNode {
  const { from } = route.useSearch()
  const catalogue = useQuery(permissionsQuery)
  return (
    <Answered query={useQuery(rolesQuery)} waiting={<PageSkeleton />}>
      {({ items: roles }) => (
        <Answered query={catalogue} waiting={<PageSkeleton />}>
          {({ items }) => {
            const copied = roles.find(({ id }) => id === from)
            const before = copied
              ? { ...blankRole, permissions: templateOf(copied, items) }
              : blankRole
            return (
              <RoleForm
                title={texts.createTitle}
                summary={texts.createSummary}
                trail={
                  <Trail label={people.trail} here={words.create}>
                    <Link {...paths.settings()}>{settings.title}</Link>
                    <Link {...paths.roles()}>{words.title}</Link>
                  </Trail>
                }
                act={texts.create}
                before={before}
                catalogue={items}
                roles={roles}
                send={(draft) => answer(api.POST('/v1/roles', { body: requestOf(draft) }))}
                done={({ name }) => texts.created(name)}
              />
            )
          }}
        </Answered>
      )}
    </Answered>
  )
}
