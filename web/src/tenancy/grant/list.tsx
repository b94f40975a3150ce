import { getRouteApi, Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useCan } from '@/access/can'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Avatar } from '@/ui/avatar'
import { Nothing } from '@/ui/nothing'
import { Page, PageHeader } from '@/ui/page'
import { StateFilter } from '@/ui/state-filter'
import type { Column } from '@/ui/table'
import { PeopleTabs } from '../people-tabs'
import { PersonFilter } from '../person/person-filter'
import { type Ask, GrantActs, useAskedOfGrant } from './acts'
import { grantsQuery, type SeenGrant } from './queries'
import { AskedBy, GrantFacts } from './rights'
import { type GrantSearch, states } from './search'
import { GrantStanding } from './standing'
import { words } from './words.en'

const route = getRouteApi('/signed-in/people/grants')

/** Who asked which rights for whom, and what was decided. */
export default function GrantList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(grantsQuery(search))
  const { ask, dialog } = useAskedOfGrant()
  const columns = useColumns(ask)
  const canSeePeople = useCan('person.view')
  const filter = (change: GrantSearch) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true })
  return (
    <Page>
      <PageHeader title={words.title} summary={words.summary} />
      <PeopleTabs />
      <search aria-label={words.title} className="mb-3 flex flex-wrap items-center gap-2">
        <StateFilter
          states={states}
          words={words}
          value={search.state}
          onShow={(state) => filter({ state })}
        />
        <span className="flex-1 max-md:hidden" />
        {canSeePeople ? (
          <PersonFilter
            label={words.person}
            anybody={words.anybody}
            id={search.person_id}
            onChange={(person_id) => filter({ person_id })}
          />
        ) : null}
      </search>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <GrantCard grant={row} ask={ask} />}
        shown={words.shown}
        nothing={
          <Nothing
            icon={<KeyRound />}
            words={words}
            isFiltered={search.state !== undefined || search.person_id !== undefined}
            onAll={() => void navigate({ search: {}, replace: true })}
          />
        }
      />
      {dialog}
    </Page>
  )
}

function useColumns(ask: Ask): readonly Column<SeenGrant>[] {
  const format = useFormat()
  return useMemo(
    () => [
      {
        id: 'person',
        header: words.forWhom,
        cell: (row) => <ForWhom grant={row} />,
        className: 'w-[19%] [td&]:align-top',
      },
      {
        id: 'what',
        header: words.what,
        cell: (row) => (
          <div className="py-1">
            <GrantFacts grant={row} hasEndColumn />
            <AskedBy grant={row} className="mt-1.5 xl:hidden" />
          </div>
        ),
        className: '[td&]:align-top',
      },
      {
        id: 'asked',
        header: words.asked,
        cell: (row) => (
          <span className="block py-1 leading-snug">
            <span className="block" title={format.instantExact(row.asked_at)}>
              {format.ago(row.asked_at)}
            </span>
            <span className="block text-faint text-xs">{words.by(row.asked_by_name)}</span>
          </span>
        ),
        className: 'w-[130px] [td&]:align-top max-xl:hidden',
      },
      {
        id: 'until',
        header: words.until,
        cell: (row) => <End at={row.expires_at} />,
        className: 'w-[112px] [td&]:align-top max-lg:hidden',
      },
      {
        id: 'state',
        header: words.state,
        cell: (row) => (
          <div className="py-1">
            <GrantStanding grant={row} />
          </div>
        ),
        className: 'w-[160px] [td&]:align-top',
      },
      {
        id: 'acts',
        header: words.act,
        cell: (row) => <GrantActs grant={row} ask={ask} className="justify-end py-1" />,
        className: 'w-[168px] [td&]:align-top text-right',
      },
    ],
    [format, ask],
  )
}

function End({ at }: { at: string | null | undefined }) {
  const format = useFormat()
  return (
    <span className="block py-1">
      {at ? (
        <time dateTime={at} title={format.instantExact(at)}>
          {format.day(at)}
        </time>
      ) : (
        <span className="text-faint">{words.forGood}</span>
      )}
    </span>
  )
}

function ForWhom({ grant }: { grant: SeenGrant }) {
  const { person_id, person_name } = grant
  const canOpen = useCan('person.view')
  return (
    <span className="flex min-w-0 items-center gap-3 py-1">
      <Avatar name={person_name} />
      {canOpen ? (
        <Link {...paths.person(person_id)} className="min-w-0 truncate font-[550] hover:underline">
          {person_name}
        </Link>
      ) : (
        <span className="min-w-0 truncate font-[550]">{person_name}</span>
      )}
    </span>
  )
}

function GrantCard({ grant, ask }: { grant: SeenGrant; ask: Ask }) {
  return (
    <div className="flex flex-col gap-2.5 px-4 py-3">
      <ForWhom grant={grant} />
      <GrantFacts grant={grant} />
      <AskedBy grant={grant} />
      <GrantStanding grant={grant} />
      <GrantActs grant={grant} ask={ask} className="[&>button]:flex-1" />
    </div>
  )
}
