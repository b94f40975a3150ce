import { Navigate } from '@tanstack/react-router'
import { Building, Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { useAsked } from '@/access/use-asked'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { OrganisationAtAGlance } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Page, PageHeader } from '@/ui/page'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { Denied } from '../session/denied'
import { useMay } from '../session/queries'
import { type Ask, type Asked, Standing, StandingActs } from '../standing/standing'
import { organisationsQuery } from './queries'
import { StatePill } from './state-pill'

const AskStanding = lazy(() => import('../standing/ask'))
const InviteOwner = lazy(() => import('./invite'))
const CarryOutStanding = lazy(() => import('../standing/carry-out'))
const WithdrawStanding = lazy(() => import('../standing/withdraw'))

const words = messages.organisations

/** The organisations of the installation: how each stands, and what waits for a second operator. */
export default function OrganisationList(): ReactNode {
  return (
    <Page>
      <PageHeader
        title={words.title}
        summary={words.summary}
        actions={useMay('platform.tenant_create') ? <Invite /> : null}
      />
      {useMay('platform.tenant_read') ? <Organisations /> : <Denied />}
    </Page>
  )
}

function Invite() {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        look="primary"
        icon={<Plus className="size-4" aria-hidden="true" />}
        onClick={() => setIsOpen(true)}
      >
        {messages.invite.ask}
      </Button>
      {isOpen ? (
        <Suspense>
          <InviteOwner onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function Organisations() {
  const paged = usePaged(organisationsQuery)
  const { ask, dialog } = useAsked<Asked>((asked, onClose) => (
    <Suspense>
      <AskedDialog asked={asked} onClose={onClose} />
    </Suspense>
  ))
  const columns = useColumns(ask)
  return (
    <>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.slug}
        card={(row) => <OrganisationCard organisation={row} ask={ask} />}
        shown={words.shown}
        nothing={
          <EmptyState icon={<Building />} title={words.none}>
            {words.noneDetail}
          </EmptyState>
        }
      />
      {dialog}
    </>
  )
}

function AskedDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  if (asked.to === 'recover')
    return <Navigate {...paths.operatorRecovery(asked.organisation.slug)} />
  if (asked.to === 'begin') return <AskStanding {...asked} onClose={onClose} />
  if (asked.to === 'withdraw') return <WithdrawStanding {...asked} onClose={onClose} />
  return <CarryOutStanding {...asked} onClose={onClose} />
}

function useColumns(ask: Ask): readonly Column<OrganisationAtAGlance>[] {
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'name', header: words.columns.name, cell: (row) => <Name organisation={row} /> },
      {
        id: 'home',
        header: words.columns.home,
        cell: (row) => <span className="font-mono text-muted text-xs">{row.home}</span>,
        className: 'w-[80px] max-lg:hidden',
      },
      {
        id: 'people',
        header: words.columns.people,
        cell: (row) => (row.people == null ? '' : format.count(row.people)),
        className: 'w-[80px] max-lg:hidden',
        isNumeric: true,
      },
      {
        id: 'state',
        header: words.columns.state,
        cell: (row) => <State organisation={row} />,
        className: 'w-[170px]',
      },
      {
        id: 'waiting',
        header: words.columns.waiting,
        cell: (row) => <Standing organisation={row} />,
        className: 'w-[34%]',
      },
      {
        id: 'act',
        header: words.columns.act,
        cell: (row) => <StandingActs organisation={row} ask={ask} />,
        className: 'w-[130px] text-right [&>span]:justify-end',
      },
    ],
    [ask, format],
  )
}

function Name({ organisation: { name, slug, state } }: { organisation: OrganisationAtAGlance }) {
  const unnamed = state === 'unknown' ? words.unnamed : words.nameGone
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name ?? slug} size="lg" isSquare />
      <span className="min-w-0 leading-snug">
        <span className="block truncate font-[550]">{name ?? unnamed}</span>
        <span className="block truncate font-mono text-muted text-xs">{slug}</span>
      </span>
    </span>
  )
}

function State({ organisation }: { organisation: OrganisationAtAGlance }) {
  const { state, since, deletes_at } = organisation
  const format = useFormat()
  return (
    <span className="block leading-snug">
      <StatePill state={state} />
      {since ? (
        <time
          dateTime={since}
          title={format.instantExact(since)}
          className="mt-0.5 block text-faint text-xs"
        >
          {words.since(format.day(since))}
        </time>
      ) : null}
      {deletes_at ? (
        <time dateTime={deletes_at} className="mt-0.5 block text-bad text-xs">
          {words.goes(format.instant(deletes_at))}
        </time>
      ) : null}
    </span>
  )
}

type OrganisationCardProps = { organisation: OrganisationAtAGlance; ask: Ask }

function OrganisationCard({ organisation, ask }: OrganisationCardProps) {
  const { home, people, waiting } = organisation
  const acts = <StandingActs organisation={organisation} ask={ask} />
  return (
    <div className="flex flex-col gap-3 px-4 py-3.5">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Name organisation={organisation} />
        </div>
        {waiting ? null : <div className="-mt-1 -mr-2.5">{acts}</div>}
      </div>
      <div className="flex items-start justify-between gap-3">
        <State organisation={organisation} />
        <p className="text-muted text-sm">
          {[people == null ? null : words.people(people), words.home(home)]
            .filter(Boolean)
            .join(' ')}
        </p>
      </div>
      <Standing organisation={organisation} />
      {waiting ? acts : null}
    </div>
  )
}
