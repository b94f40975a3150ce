import { getRouteApi, Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useCan } from '@/access/can'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { ActionButton, findAction } from '@/ui/action-button'
import { Button, buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Notice } from '@/ui/notice'
import { ExportProblems } from './export-problems'
import { ImportHeader } from './header'
import { messages } from './messages.en'
import type { Import, SeenImport } from './queries'
import { Rows } from './rows'
import type { ImportSearch } from './search'

const route = getRouteApi('/signed-in/imports/$id')
const words = messages.result
const UndoImport = lazy(() => import('./undo'))

/** What an import has made, with a way to each, and what it left out. */
export function Made({ seen }: { seen: SeenImport }) {
  const subject = seen.import
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const rows = useRef<HTMLElement>(null)
  const { kind, counts } = subject
  const show = (wanted: ImportSearch) =>
    void navigate({ search: wanted, replace: true, resetScroll: false })
  return (
    <>
      <ImportHeader
        subject={subject}
        actions={
          <>
            <Undo seen={seen} />
            <Next />
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Notice
          tone="good"
          title={words[kind](counts.documents)}
          actions={
            <>
              <Open kind={kind} />
              {counts.problems > 0 ? (
                <Button size="sm" onClick={() => show({ outcome: 'problem' })}>
                  {words.showLeftOut}
                </Button>
              ) : null}
              <ExportProblems subject={subject} />
            </>
          }
        >
          {counts.problems > 0 ? (
            <p>
              {words.leftOut(counts.problems)} {messages.correction.hint}
            </p>
          ) : null}
          <UndoUntil subject={subject} />
        </Notice>
        <InTheWay subject={subject} />
        <Rows subject={subject} search={search} onSearch={show} place={rows} />
      </div>
    </>
  )
}

/** The act of taking it all back, open or with the reason why not. */
function Undo({ seen }: { seen: SeenImport }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <ActionButton
        action={findAction(seen.import.actions, 'import.undo')}
        look="danger"
        onClick={() => setIsOpen(true)}
      >
        {words.undo}
      </ActionButton>
      <Suspense>
        {isOpen ? <UndoImport seen={seen} onClose={() => setIsOpen(false)} /> : null}
      </Suspense>
    </>
  )
}

function UndoUntil({ subject: { undo } }: { subject: Import }) {
  const format = useFormat()
  if (!undo || undo.touched > 0) return null
  return (
    <p>
      <time dateTime={undo.until}>{words.undoUntil(format.instant(undo.until))}</time>
    </p>
  )
}

/** What somebody has worked with since, each with a way to it. */
function InTheWay({ subject: { undo, kind } }: { subject: Import }) {
  if (!undo || undo.touched === 0) return null
  const more = undo.touched - undo.first_touched.length
  return (
    <Notice
      tone="info"
      title={words.touched(undo.touched, undo.documents + undo.touched + undo.gone)}
    >
      <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-4">
        {undo.first_touched.map(({ id, name, because }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            <Link
              {...(kind === 'suppliers' ? paths.supplier(id) : paths.order(id))}
              className="font-[550] hover:underline"
            >
              {name}
            </Link>
            , {words.because[because]}
          </li>
        ))}
        {more > 0 ? <li>{words.touchedMore(more)}</li> : null}
      </ul>
    </Notice>
  )
}

/** What was taken back: the rows stay to be looked at, with a way to what they had become. */
export function Undone({ subject }: { subject: Import }) {
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const rows = useRef<HTMLElement>(null)
  return (
    <>
      <ImportHeader subject={subject} actions={<Next />} />
      <div className="flex flex-col gap-4">
        <Notice
          tone="info"
          title={words.undone(subject.undone_at ? format.ago(subject.undone_at) : '')}
        >
          {words.undoneDetail[subject.kind]}
        </Notice>
        <Rows
          subject={subject}
          search={search}
          onSearch={(wanted) =>
            void navigate({ search: wanted, replace: true, resetScroll: false })
          }
          place={rows}
        />
      </div>
    </>
  )
}

function Open({ kind }: { kind: Import['kind'] }) {
  const link =
    kind === 'suppliers'
      ? { ...paths.suppliers(), search: { status: 'proposed' as const } }
      : { ...paths.orders(), search: { lifecycle: 'draft' as const } }
  return (
    <Link {...link} className={buttonClass('plain', 'sm')}>
      {kind === 'suppliers' ? words.openSuppliers : words.openOrders}
    </Link>
  )
}

/** What was thrown away: only that it was there is left. */
export function Discarded({ subject }: { subject: Import }) {
  return (
    <>
      <ImportHeader subject={subject} />
      <EmptyState icon={<Trash2 />} title={words.discarded} actions={<Next />}>
        {words.discardedDetail}
      </EmptyState>
    </>
  )
}

function Next() {
  if (!useCan('import.create')) return null
  return (
    <Link {...paths.newImport()} className={buttonClass()}>
      {words.next}
    </Link>
  )
}
