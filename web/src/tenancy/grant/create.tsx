import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { Answered } from '@/api/answered'
import type { PermissionsOfPerson, PermissionView, Person } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { Keys } from '@/ui/kbd'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { useShortcut } from '@/ui/shortcuts'
import { PageSkeleton } from '@/ui/skeleton'
import { permissionsOfQuery, permissionsQuery, personQuery } from '../people-queries'
import { words as shared } from '../people-words.en'
import { useOwnRoles } from '../role/queries'
import { Chosen } from './chosen'
import { guardedOf, heldByCode } from './draft'
import { PermissionChoice } from './permission-choice'
import { RoleChoice } from './role-choice'
import { useDraft, useSending } from './sending'
import { words } from './words.en'

const route = getRouteApi('/signed-in/people/$id/give-rights')
const texts = words.create

/** Gives somebody roles and permissions, or asks for what needs a second person. */
export default function CreateGrant(): ReactNode {
  const { id } = route.useParams()
  const [person, held] = [useQuery(personQuery(id)), useQuery(permissionsOfQuery(id))]
  const catalogue = useQuery(permissionsQuery)
  return (
    <Answered query={person} waiting={<PageSkeleton />}>
      {(to) => (
        <Answered query={held} waiting={<PageSkeleton />}>
          {(holds) => (
            <Answered query={catalogue} waiting={<PageSkeleton />}>
              {({ items }) => <Editor person={to} holds={holds} catalogue={items} />}
            </Answered>
          )}
        </Answered>
      )}
    </Answered>
  )
}

type EditorProps = {
  person: Person
  holds: PermissionsOfPerson
  catalogue: readonly PermissionView[]
}

function Editor({ person, holds, catalogue }: EditorProps) {
  const form = useDraft()
  const sending = useSending(person, form)
  const own = useOwnRoles()
  const isGuarded = guardedOf(form.draft, catalogue, own).length > 0
  const isAsking = isGuarded || form.toxic !== null
  const held = useMemo(() => heldByCode(holds.permissions), [holds])
  const wrong = Object.keys(form.errors).length
  useShortcut('$mod+Enter', texts.send, sending.send, true)
  return (
    <Page>
      <PageHeader
        trail={
          <Trail label={shared.trail} here={texts.act}>
            <Link {...paths.people()}>{shared.title}</Link>
            <Link {...paths.person(person.id)}>{person.name}</Link>
          </Trail>
        }
        title={texts.title(person.name)}
        summary={texts.summary}
        areActionsSticky
        actions={
          <Button
            look="primary"
            icon={<KeyRound className="size-4" aria-hidden="true" />}
            isBusy={sending.isPending}
            onClick={sending.send}
          >
            {isAsking ? texts.ask : texts.send}
            <span aria-hidden="true" className="max-lg:hidden">
              <Keys chord="$mod+Enter" />
            </span>
          </Button>
        }
      />
      <div className="flex flex-col gap-4 empty:hidden">
        {wrong > 0 ? <Notice tone="bad">{texts.wrong(wrong)}</Notice> : null}
        {sending.problem ? <ProblemNotice problem={sending.problem} /> : null}
      </div>
      <div className="mt-4 grid gap-4 first:mt-0 lg:grid-cols-[minmax(0,1fr)_400px] lg:items-start">
        <div className="flex min-w-0 flex-col gap-4">
          <RoleChoice
            catalogue={catalogue}
            own={own}
            held={holds}
            chosen={form.draft}
            error={form.errors.roles}
            onChange={form.change}
          />
          <PermissionChoice
            catalogue={catalogue}
            held={held}
            chosen={form.draft.permissions}
            errors={form.errors}
            onChange={(permissions) => form.change({ permissions })}
          />
        </div>
        <div className="min-w-0 lg:sticky lg:top-16">
          <Chosen form={form} own={own} isGuarded={isGuarded} />
        </div>
      </div>
    </Page>
  )
}
