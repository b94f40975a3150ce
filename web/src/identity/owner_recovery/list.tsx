import { getRouteApi, Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useAsked } from '@/access/use-asked'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { PeopleTabs } from '@/tenancy/people-tabs'
import { ActionButton, findAction } from '@/ui/action-button'
import { Nothing } from '@/ui/nothing'
import { Page, PageHeader } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { StateFilter } from '@/ui/state-filter'
import type { Column } from '@/ui/table'
import { ownerRecoveriesQuery, type SeenOwnerRecovery } from './queries'
import { states } from './search'
import { StopOwnerRecovery } from './stop'
import { words } from './words.en'

const route = getRouteApi('/signed-in/people/owner-recoveries')

const tones = { waiting: 'warn', stopped: 'calm', completed: 'good', lapsed: 'calm' } as const

type Ask = (recovery: SeenOwnerRecovery) => void
type OfRecovery = { recovery: SeenOwnerRecovery }

/** Whether an operator of the installation brings back the last owner, and what became of it. */
export default function OwnerRecoveryList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(ownerRecoveriesQuery(search))
  const { ask, dialog } = useAsked<SeenOwnerRecovery>((recovery, onClose) => (
    <StopOwnerRecovery recovery={recovery} onClose={onClose} />
  ))
  const columns = useColumns(ask)
  const show = (state: typeof search.state) =>
    void navigate({ search: state ? { state } : {}, replace: true })
  return (
    <Page>
      <PageHeader title={words.title} summary={words.summary} />
      <PeopleTabs />
      <search aria-label={words.title} className="mb-3 flex">
        <StateFilter states={states} words={words} value={search.state} onShow={show} />
      </search>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <RecoveryCard recovery={row} ask={ask} />}
        shown={words.shown}
        nothing={
          <Nothing
            icon={<KeyRound />}
            words={words}
            isFiltered={search.state !== undefined}
            onAll={() => show(undefined)}
          />
        }
      />
      {dialog}
    </Page>
  )
}

function useColumns(ask: Ask): readonly Column<SeenOwnerRecovery>[] {
  return useMemo(
    () => [
      { id: 'person', header: words.person, cell: (row) => <Whose recovery={row} /> },
      { id: 'reason', header: words.reason, cell: (row) => row.reason },
      {
        id: 'begun',
        header: words.begun,
        cell: (row) => <Begun recovery={row} />,
        className: 'w-[220px] max-lg:hidden',
      },
      {
        id: 'state',
        header: words.state,
        cell: (row) => <Standing recovery={row} />,
        className: 'w-[260px]',
      },
      {
        id: 'acts',
        header: words.act,
        cell: (row) => <Stop recovery={row} ask={ask} />,
        className: 'w-[92px] text-right [&>span]:justify-end',
      },
    ],
    [ask],
  )
}

function Whose({ recovery }: OfRecovery) {
  return (
    <Link
      {...paths.person(recovery.person_id)}
      className="block truncate font-[550] hover:underline"
    >
      {recovery.person_name}
    </Link>
  )
}

function Begun({ recovery }: OfRecovery) {
  const format = useFormat()
  return (
    <span className="block leading-snug">
      <span className="block truncate">{format.ago(recovery.asked_at)}</span>
      <span className="block text-faint text-xs [overflow-wrap:anywhere]">
        {words.by(recovery.operator_name, recovery.operator_email)}
      </span>
      <span className="block text-faint text-xs [overflow-wrap:anywhere]">
        {words.proven(recovery.domain)}
      </span>
    </span>
  )
}

function Standing({ recovery }: OfRecovery) {
  const format = useFormat()
  const { state, takes_effect_at, ended_by_name, ended_because } = recovery
  const why = ended_because ? words.ends[ended_because] : null
  return (
    <span className="block leading-snug">
      <Pill tone={tones[state]}>
        {state === 'waiting'
          ? words.waitingUntil(format.instant(takes_effect_at))
          : words.states[state]}
      </Pill>
      {ended_by_name || why ? (
        <span className="mt-1 block text-faint text-xs">
          {ended_by_name ? words.endedBy(ended_by_name) : why}
        </span>
      ) : null}
    </span>
  )
}

function Stop({ recovery, ask }: OfRecovery & { ask: Ask }) {
  if (recovery.state !== 'waiting') return null
  return (
    <ActionButton
      size="sm"
      action={findAction(recovery.actions, 'owner_recovery.stop')}
      aria-label={words.stopTitle(recovery.person_name)}
      onClick={() => ask(recovery)}
    >
      {words.stop}
    </ActionButton>
  )
}

function RecoveryCard({ recovery, ask }: OfRecovery & { ask: Ask }) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Whose recovery={recovery} />
          <p className="text-sm">{recovery.reason}</p>
        </div>
        <Stop recovery={recovery} ask={ask} />
      </div>
      <Standing recovery={recovery} />
      <Begun recovery={recovery} />
    </div>
  )
}
