import { getRouteApi, Link } from '@tanstack/react-router'
import { MailPlus } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useCan } from '@/access/can'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { buttonClass } from '@/ui/button'
import { Nothing } from '@/ui/nothing'
import { Page, PageHeader } from '@/ui/page'
import { StateFilter } from '@/ui/state-filter'
import type { Column } from '@/ui/table'
import { PeopleTabs } from '../people-tabs'
import { roleNames } from '../people-words.en'
import { Roles } from '../person/roles'
import { type AskWithdraw, InvitationActs, useAskedToWithdraw } from './acts'
import { invitationsQuery, type SeenInvitation } from './queries'
import { states } from './search'
import { InvitationPill } from './state-pill'
import { words } from './words.en'

const route = getRouteApi('/signed-in/people/invitations')

/** Who was asked to join, and who has. */
export default function InvitationList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(invitationsQuery(search))
  const { ask, dialog } = useAskedToWithdraw()
  const columns = useColumns(ask)
  const show = (state: typeof search.state) =>
    void navigate({ search: state ? { state } : {}, replace: true })
  return (
    <Page>
      <PageHeader title={words.title} summary={words.summary} actions={<InviteLink />} />
      <PeopleTabs />
      <search aria-label={words.title} className="mb-3 flex">
        <StateFilter states={states} words={words} value={search.state} onShow={show} />
      </search>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <InvitationCard invitation={row} ask={ask} />}
        shown={words.shown}
        nothing={
          <Nothing
            icon={<MailPlus />}
            words={words}
            actions={<InviteLink />}
            isFiltered={search.state !== undefined}
            onAll={() => show(undefined)}
          />
        }
      />
      {dialog}
    </Page>
  )
}

function InviteLink() {
  if (!useCan('invitation.create')) return null
  return (
    <Link {...paths.newInvitations()} className={buttonClass('primary')}>
      <MailPlus className="size-4" aria-hidden="true" />
      {words.invite}
    </Link>
  )
}

function useColumns(ask: AskWithdraw): readonly Column<SeenInvitation>[] {
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'person', header: words.person, cell: (row) => <Invited invitation={row} /> },
      {
        id: 'department',
        header: words.department,
        cell: (row) => <Department name={row.department_name} />,
        className: 'w-[150px] max-lg:hidden',
      },
      {
        id: 'roles',
        header: words.roles,
        cell: (row) => <RolesOf invitation={row} />,
        className: 'w-[230px]',
      },
      {
        id: 'invited',
        header: words.invited,
        cell: (row) => (
          <span className="block leading-snug">
            <span className="block truncate">{format.ago(row.sent_at)}</span>
            <span className="block truncate text-faint text-xs">
              {words.by(row.invited_by_name)}
            </span>
          </span>
        ),
        className: 'w-[160px] max-lg:hidden',
      },
      {
        id: 'state',
        header: words.state,
        cell: (row) => <InvitationPill invitation={row} />,
        className: 'w-[190px]',
      },
      {
        id: 'acts',
        header: words.act,
        cell: (row) => <InvitationActs invitation={row} ask={ask} />,
        className: 'w-[92px] text-right [&>span]:justify-end',
      },
    ],
    [format, ask],
  )
}

function Department({ name }: { name: string | null | undefined }) {
  return name ?? <span className="text-faint">{words.noDepartment}</span>
}

/** The roles that they have, and those that somebody must agree to first. */
function RolesOf({ invitation }: { invitation: SeenInvitation }) {
  const format = useFormat()
  const { roles, custom_roles, waiting_roles, waiting_custom_roles } = invitation
  const waiting = [
    ...waiting_roles.map((role) => roleNames[role]),
    ...waiting_custom_roles.map(({ name }) => name),
  ]
  return (
    <span className="block">
      <Roles roles={roles} own={custom_roles} />
      {waiting.length > 0 ? (
        <span className="block text-warn text-xs">{words.waits(format.list(waiting))}</span>
      ) : null}
    </span>
  )
}

function Invited({ invitation }: { invitation: SeenInvitation }) {
  const { name, email, person_id } = invitation
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar name={name} />
      <span className="min-w-0 leading-snug">
        <Link {...paths.person(person_id)} className="block truncate font-[550] hover:underline">
          {name}
        </Link>
        <span className="block truncate text-faint text-xs">{email}</span>
      </span>
    </span>
  )
}

type InvitationCardProps = { invitation: SeenInvitation; ask: AskWithdraw }

function InvitationCard({ invitation, ask }: InvitationCardProps) {
  const format = useFormat()
  const { department_name, sent_at, invited_by_name } = invitation
  return (
    <div className="flex flex-col gap-2.5 px-4 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Invited invitation={invitation} />
        </div>
        <InvitationActs invitation={invitation} ask={ask} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <InvitationPill invitation={invitation} />
        <RolesOf invitation={invitation} />
      </div>
      <p className="text-faint text-xs">
        <Department name={department_name} />, {format.ago(sent_at)} {words.by(invited_by_name)}
      </p>
    </div>
  )
}
