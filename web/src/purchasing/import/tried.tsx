import { getRouteApi, useBlocker } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { ActionButton, findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { Fields, goToField } from './fields'
import { ImportHeader } from './header'
import { foundText } from './mapping'
import { messages } from './messages.en'
import { Problems } from './problems'
import type { SeenImport } from './queries'
import { Rows } from './rows'
import type { ImportSearch } from './search'
import { type Trying, useTrying } from './trying'
import { Verdict } from './verdict'

const route = getRouteApi('/signed-in/imports/$id')
const words = messages.detail
const ConfirmImport = lazy(() => import('./confirm'))
const DiscardImport = lazy(() => import('./discard'))

/** The dry run: the mapping on one side, what comes of it on the other, and nothing made until it is confirmed. */
export function TriedImport({ seen }: { seen: SeenImport }): ReactNode {
  const subject = seen.import
  const trying = useTrying(seen)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const rows = useRef<HTMLElement>(null)
  const [isUnfolded, setIsUnfolded] = useState(false)
  const show = (wanted: ImportSearch) =>
    void navigate({ search: wanted, replace: true, resetScroll: false })
  const mend = (field: string) => {
    if (goToField(field)) return
    // A folded field must stand on the page before the cursor can go there.
    flushSync(() => setIsUnfolded(true))
    goToField(field)
  }
  const isUnsettled = trying.isBehind || trying.isRunning
  const mapping = findAction(subject.actions, 'import.map')
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isUnsettled &&
      current.pathname !== next.pathname &&
      !globalThis.confirm(messages.fields.leave),
    enableBeforeUnload: () => isUnsettled,
  })
  return (
    <>
      <ImportHeader
        subject={subject}
        actions={<Acts seen={seen} isUnsettled={isUnsettled} onMade={() => show({})} />}
      />
      <div className="flex flex-col gap-4">
        {subject.encoding === 'windows-1252' ? <Notice tone="info">{words.windows}</Notice> : null}
        {subject.notes.length > 0 ? (
          <Notice tone="info" title={words.notes}>
            <ul className="flex list-disc flex-col gap-0.5 pl-4">
              {subject.notes.map(({ code, text }) => (
                <li key={code} className="[overflow-wrap:anywhere]">
                  {foundText(text)}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <div className="z-10 flex flex-col gap-4 bg-canvas lg:sticky lg:top-13 lg:-my-2 lg:py-2">
          <Verdict subject={subject} isTrying={trying.isRunning} />
          <Refused trying={trying} />
        </div>
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(300px,360px)_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
          {subject.problems.length > 0 ? (
            <div className="min-w-0 lg:col-start-2 lg:row-start-1">
              <Problems
                subject={subject}
                onMend={mend}
                onShow={({ key }) => {
                  show({ outcome: 'problem', problem: key })
                  rows.current?.scrollIntoView({ block: 'start' })
                  rows.current?.focus({ preventScroll: true })
                }}
              />
            </div>
          ) : null}
          <div className="min-w-0 lg:col-start-1 lg:row-span-2 lg:row-start-1">
            <Fields
              subject={subject}
              trying={trying}
              closedBecause={mapping?.closed_because?.reason}
              isOpen={isUnfolded}
              onOpen={setIsUnfolded}
            />
          </div>
          <div
            className={classNames(
              'min-w-0 lg:col-start-2',
              subject.problems.length > 0 ? 'lg:row-start-2' : 'lg:row-span-2 lg:row-start-1',
            )}
          >
            <Rows subject={subject} search={search} onSearch={show} place={rows} />
          </div>
        </div>
      </div>
    </>
  )
}

type ActsProps = { seen: SeenImport; isUnsettled: boolean; onMade: () => void }

function Acts({ seen, isUnsettled, onMade }: ActsProps) {
  const [open, setOpen] = useState<'confirm' | 'discard' | null>(null)
  const { actions, kind, counts } = seen.import
  const close = () => setOpen(null)
  const label = kind === 'suppliers' ? words.confirmSuppliers : words.confirmOrders
  return (
    <>
      <ActionButton
        action={findAction(actions, 'import.discard')}
        look="danger"
        onClick={() => setOpen('discard')}
      >
        {words.discard}
      </ActionButton>
      <ActionButton
        action={findAction(actions, 'import.confirm')}
        look="primary"
        isBusy={isUnsettled}
        onClick={() => setOpen('confirm')}
      >
        {counts.documents > 0 ? label(counts.documents) : words.confirm}
      </ActionButton>
      <Suspense>
        {open === 'confirm' ? <ConfirmImport seen={seen} onClose={close} onMade={onMade} /> : null}
        {open === 'discard' ? <DiscardImport seen={seen} onClose={close} /> : null}
      </Suspense>
    </>
  )
}

/** A change that could not be tried: it is kept, and can be tried again, on top of a newer state if there is one. */
function Refused({ trying }: { trying: Trying }) {
  const { problem } = trying
  if (!problem) return null
  if (problem.status === 412) {
    return (
      <Notice
        tone="warn"
        title={messages.fields.stale}
        actions={
          <Button size="sm" isBusy={trying.isReloading} onClick={trying.reload}>
            {messages.fields.load}
          </Button>
        }
      >
        {messages.fields.staleDetail}
      </Notice>
    )
  }
  return <ProblemNotice problem={problem} onRetry={trying.retry} />
}
