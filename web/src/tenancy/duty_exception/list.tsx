import { getRouteApi, Link } from '@tanstack/react-router'
import { Check, Eye, Flag } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { useCan } from '@/access/can'
import { ExportMenu } from '@/access/export-menu'
import { useAsked } from '@/access/use-asked'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { DutyExceptionVerdict } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { findAction } from '@/ui/action-button'
import { MenuItem } from '@/ui/menu'
import { Nothing } from '@/ui/nothing'
import { RowMenu } from '@/ui/row-menu'
import { StateFilter } from '@/ui/state-filter'
import type { Column } from '@/ui/table'
import { Settings } from '../settings/shell'
import { Overdue } from './overdue'
import { dutyExceptionsQuery, type SeenDutyException } from './queries'
import { states } from './search'
import { DutyExceptionPill } from './state-pill'
import { words } from './words.en'

const ReviewDutyException = lazy(() => import('./review'))
const route = getRouteApi('/signed-in/settings/duty-exceptions')
const acts = [
  { verdict: 'accept' as const, says: words.accept, icon: Check },
  { verdict: 'raise' as const, says: words.raise, icon: Flag },
]

type Ask = (asked: { exception: SeenDutyException; verdict: DutyExceptionVerdict }) => void
type ExceptionProps = { exception: SeenDutyException; ask: Ask }

/** Where one person did what two should have. */
export default function DutyExceptionList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(dutyExceptionsQuery(search))
  const { ask, dialog } = useAsked<Parameters<Ask>[0]>((asked, onClose) => (
    <Suspense fallback={null}>
      <ReviewDutyException {...asked} onClose={onClose} />
    </Suspense>
  ))
  const columns = useColumns(ask)
  const show = (state: typeof search.state) =>
    void navigate({ search: state ? { state } : {}, replace: true })
  return (
    <Settings
      lead={words.lead}
      actions={
        <ExportMenu
          permission="duty_exception.export"
          lists={[{ what: words.title, path: '/v1/duty-exceptions/export' }]}
          filters={search.state ? { state: search.state } : {}}
        />
      }
    >
      <Overdue />
      <search aria-label={words.title} className="mb-3 flex">
        <StateFilter states={states} words={words} value={search.state} onShow={show} />
      </search>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <ExceptionCard exception={row} ask={ask} />}
        shown={words.shown}
        nothing={
          <Nothing
            icon={<Eye />}
            words={words}
            isFiltered={search.state !== undefined}
            onAll={() => show(undefined)}
          />
        }
      />
      {dialog}
    </Settings>
  )
}

function useColumns(ask: Ask): readonly Column<SeenDutyException>[] {
  return useMemo(
    () => [
      { id: 'what', header: words.what, cell: (row) => <What exception={row} /> },
      {
        id: 'who',
        header: words.who,
        cell: (row) => <Who exception={row} />,
        className: 'w-[24%]',
      },
      {
        id: 'state',
        header: words.state,
        cell: (row) => <Standing exception={row} />,
        className: 'w-[34%]',
      },
      {
        id: 'act',
        header: words.act,
        cell: (row) => <Acts exception={row} ask={ask} />,
        className: 'w-[92px] text-right [&>span]:justify-end',
      },
    ],
    [ask],
  )
}

function What({ exception }: { exception: SeenDutyException }) {
  const mayOpen = useCan('supplier.view')
  const name = exception.document_name
  return (
    <div className="min-w-0 leading-snug [overflow-wrap:anywhere]">
      <p className="font-[550]">
        {mayOpen ? (
          <Link {...paths.supplier(exception.document_id)} className="hover:underline">
            {name}
          </Link>
        ) : (
          name
        )}
      </p>
      <p className="text-muted text-xs">{words.done(exception.pair)}</p>
    </div>
  )
}

function Who({ exception }: { exception: SeenDutyException }) {
  const format = useFormat()
  return (
    <span className="block leading-snug">
      <span className="block truncate">{exception.person_name}</span>
      <span className="block truncate text-faint text-xs">{format.ago(exception.happened_at)}</span>
    </span>
  )
}

/** Who should look at it and until when, or what they said. */
function Standing({ exception }: { exception: SeenDutyException }) {
  const format = useFormat()
  const { reviewed_by_name, note } = exception
  return (
    <span className="block leading-snug">
      <DutyExceptionPill exception={exception} />
      <span className="mt-1 block text-faint text-xs">
        {reviewed_by_name && note
          ? words.reviewed(reviewed_by_name, note)
          : words.told(exception.reviewer_name, format.instant(exception.due_at))}
      </span>
    </span>
  )
}

function Acts({ exception, ask }: ExceptionProps) {
  if (exception.state !== 'open') return null
  const closed = findAction(exception.actions, 'duty_exception.review')?.closed_because?.reason
  return (
    <RowMenu label={words.acts(exception.document_name)}>
      {acts.map((act) => (
        <MenuItem
          key={act.verdict}
          icon={<act.icon className="size-4" aria-hidden="true" />}
          closedBecause={closed}
          onSelect={() => ask({ exception, verdict: act.verdict })}
        >
          {act.says}
        </MenuItem>
      ))}
    </RowMenu>
  )
}

function ExceptionCard({ exception, ask }: ExceptionProps) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <What exception={exception} />
        </div>
        <Acts exception={exception} ask={ask} />
      </div>
      <Who exception={exception} />
      <Standing exception={exception} />
    </div>
  )
}
