import { getRouteApi, Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { PeopleTabs } from '@/tenancy/people-tabs'
import { Nothing } from '@/ui/nothing'
import { Page, PageHeader } from '@/ui/page'
import { StateFilter } from '@/ui/state-filter'
import type { Column } from '@/ui/table'
import { type Ask, FactorResetActs, useAskedOfFactorReset } from './acts'
import { factorResetsQuery, type SeenFactorReset } from './queries'
import { states } from './search'
import { FactorResetPill } from './state-pill'
import { words } from './words.en'

const route = getRouteApi('/signed-in/people/factor-resets')

/** Whose second factor is to be reset, or was. */
export default function FactorResetList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(factorResetsQuery(search))
  const { ask, dialog } = useAskedOfFactorReset()
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
        card={(row) => <FactorResetCard reset={row} ask={ask} />}
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

function useColumns(ask: Ask): readonly Column<SeenFactorReset>[] {
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'person', header: words.person, cell: (row) => <Whose reset={row} /> },
      { id: 'reason', header: words.reason, cell: (row) => row.reason },
      {
        id: 'asked',
        header: words.asked,
        cell: (row) => (
          <span className="block leading-snug">
            <span className="block truncate">{format.ago(row.asked_at)}</span>
            <span className="block truncate text-faint text-xs">{words.by(row.asked_by_name)}</span>
          </span>
        ),
        className: 'w-[170px] max-lg:hidden',
      },
      {
        id: 'state',
        header: words.state,
        cell: (row) => <Standing reset={row} />,
        className: 'w-[260px]',
      },
      {
        id: 'acts',
        header: words.act,
        cell: (row) => <FactorResetActs reset={row} ask={ask} />,
        className: 'w-[92px] text-right [&>span]:justify-end',
      },
    ],
    [format, ask],
  )
}

function Whose({ reset }: { reset: SeenFactorReset }) {
  return (
    <Link {...paths.person(reset.person_id)} className="block truncate font-[550] hover:underline">
      {reset.person_name}
    </Link>
  )
}

function Standing({ reset }: { reset: SeenFactorReset }) {
  const { decided_by_name, decision_reason } = reset
  return (
    <span className="block leading-snug">
      <FactorResetPill reset={reset} />
      {decided_by_name ? (
        <span className="mt-1 block text-faint text-xs">
          {words.decided(decided_by_name, decision_reason)}
        </span>
      ) : null}
    </span>
  )
}

function FactorResetCard({ reset, ask }: { reset: SeenFactorReset; ask: Ask }) {
  const format = useFormat()
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Whose reset={reset} />
          <p className="text-sm">{reset.reason}</p>
        </div>
        <FactorResetActs reset={reset} ask={ask} />
      </div>
      <Standing reset={reset} />
      <p className="text-faint text-xs">
        {format.ago(reset.asked_at)} {words.by(reset.asked_by_name)}
      </p>
    </div>
  )
}
