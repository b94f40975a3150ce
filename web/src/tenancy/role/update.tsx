import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Answered } from '@/api/answered'
import { answer, api, etagOf } from '@/api/client'
import type { PermissionView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { permissionsQuery } from '../people-queries'
import { words as people } from '../people-words.en'
import { type DraftRole, draftOf, requestOf } from './draft'
import { RoleForm } from './form'
import { roleQuery, rolesQuery, type SeenRole } from './queries'
import { words } from './words.en'

const route = getRouteApi('/signed-in/settings/roles/$id/edit')
const texts = words.form

/** Changes a role of the organisation's own. */
export default function UpdateRole(): ReactNode {
  const { id } = route.useParams()
  const role = useQuery({ ...roleQuery(id), refetchOnWindowFocus: false })
  const catalogue = useQuery(permissionsQuery)
  return (
    <Answered query={role} waiting={<PageSkeleton />}>
      {(found) => (
        <Answered query={catalogue} waiting={<PageSkeleton />}>
          {({ items }) => <Editor key={found.id} role={found} catalogue={items} />}
        </Answered>
      )}
    </Answered>
  )
}

function Editor({ role, catalogue }: { role: SeenRole; catalogue: readonly PermissionView[] }) {
  // A newer state may be read meanwhile; what is sent is made on what was shown.
  const [before] = useState(role)
  const roles = useQuery(rolesQuery)
  return (
    <RoleForm
      title={texts.updateTitle(before.name)}
      summary={texts.updateSummary}
      trail={
        <Trail label={people.trail} here={words.detail.edit}>
          <Link {...paths.roles()}>{words.title}</Link>
          <Link {...paths.role(before.id)}>{before.name}</Link>
        </Trail>
      }
      act={texts.save}
      before={draftOf(before)}
      catalogue={catalogue}
      roles={roles.data?.items ?? []}
      send={(draft) => save(before, draft)}
      done={() => texts.saved}
    />
  )
}

/** A template that was not changed is not sent: while a grant of the role waits it may still be called otherwise. */
function save(before: SeenRole, draft: DraftRole) {
  const { permissions, ...about } = requestOf(draft)
  const isSame = permissions.join() === before.permissions.toSorted().join()
  const params = { path: { id: before.id }, header: { 'If-Match': etagOf(before.revision) } }
  const body = isSame ? about : { ...about, permissions }
  return answer(api.PATCH('/v1/roles/{id}', { params, body }))
}
