import { Check, CornerUpLeft, Inbox, X } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { Answered } from '@/api/answered'
import { ReadOn } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { WaitingApproval as Approval } from '@/api/schema.gen'
import { Button } from '@/ui/button'
import { Checkbox } from '@/ui/checkbox'
import { EmptyState } from '@/ui/empty-state'
import { Page, PageHeader } from '@/ui/page'
import { bulkMax, isAlike, keyOf } from './compare'
import { Decide, type Verdict } from './decide'
import { messages } from './messages.en'
import { approvalsQuery } from './queries'
import { WaitingSummary } from './waiting-summary'

type Asked = { approval: Approval; verdict: Verdict }

export default function ApprovalInbox(): ReactNode {
  const paged = usePaged(approvalsQuery)
  const { query, rows } = paged
  const [asked, setAsked] = useState<Asked | null>(null)
  const [chosenKeys, setChosenKeys] = useState<readonly string[]>([])
  const [isComparing, setIsComparing] = useState(false)
  const chosen = rows.filter((row) => chosenKeys.includes(keyOf(row)))
  const list = useRef<HTMLUListElement>(null)
  const close = () => {
    setAsked(null)
    // What was decided leaves the list; its place is taken by the next one, which gets the cursor.
    const place = rows.findIndex((row) => keyOf(row) === (asked ? keyOf(asked.approval) : ''))
    setTimeout(() => list.current?.children[place]?.querySelector('a')?.focus(), focusAfterMs)
  }
  return (
    <Page>
      <PageHeader title={messages.title} summary={messages.summary} />
      <Answered query={query}>
        {() =>
          rows.length === 0 ? (
            <EmptyState icon={<Inbox />} title={messages.none}>
              {messages.noneDetail}
            </EmptyState>
          ) : (
            <>
              <Chosen
                count={chosen.length}
                onCompare={() => setIsComparing(true)}
                onClear={() => setChosenKeys([])}
              />
              <ul ref={list} aria-label={messages.title} className="flex flex-col gap-2">
                {rows.map((row) => (
                  <Row
                    key={keyOf(row)}
                    approval={row}
                    isChosen={chosenKeys.includes(keyOf(row))}
                    mayBeChosen={mayJoin(row, chosen)}
                    onChoose={(isChosen) =>
                      setChosenKeys((old) =>
                        isChosen ? [...old, keyOf(row)] : old.filter((key) => key !== keyOf(row)),
                      )
                    }
                    onDecide={(verdict) => setAsked({ approval: row, verdict })}
                  />
                ))}
              </ul>
              <div className="mt-3 px-1 text-muted text-xs">
                <ReadOn paged={paged} shown={messages.shown(rows.length, query.hasNextPage)} />
              </div>
            </>
          )
        }
      </Answered>
      {asked ? <Decide {...asked} onClose={close} /> : null}
      {isComparing ? (
        <Comparing
          approvals={chosen}
          onClose={() => {
            setIsComparing(false)
            setChosenKeys([])
          }}
        />
      ) : null}
    </Page>
  )
}

/** The list is read anew after a decision; the dialog gives the focus back before that. */
const focusAfterMs = 400

/** Whether a document may be approved together with those that are chosen. */
function mayJoin(row: Approval, chosen: readonly Approval[]): boolean {
  const isIn = chosen.some((one) => keyOf(one) === keyOf(row))
  return isIn || (chosen.length < bulkMax && chosen.every((one) => isAlike(one, row)))
}

type ChosenProps = { count: number; onCompare: () => void; onClear: () => void }

function Chosen({ count, onCompare, onClear }: ChosenProps) {
  if (count === 0) return null
  return (
    <div className="card sticky top-2 z-10 mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 md:px-5">
      <span role="status" className="font-[550] text-sm">
        {messages.chosen(count)}
      </span>
      <span className="min-w-0 flex-1 basis-60 text-muted text-xs">{messages.onlyAlike}</span>
      <Button onClick={onClear}>{messages.clear}</Button>
      <Button look="primary" onClick={onCompare}>
        {messages.compare}
      </Button>
    </div>
  )
}

/** Read when it is first asked for: most days nobody approves in bulk. */
const ApproveTogether = lazy(() => import('./approve-together'))

/** What was chosen when it was opened stays in sight, also when it has left the list. */
function Comparing(props: { approvals: readonly Approval[]; onClose: () => void }) {
  const [approvals] = useState(props.approvals)
  return (
    <Suspense>
      <ApproveTogether approvals={approvals} onClose={props.onClose} />
    </Suspense>
  )
}

type RowProps = {
  approval: Approval
  isChosen: boolean
  mayBeChosen: boolean
  onChoose: (isChosen: boolean) => void
  onDecide: (verdict: Verdict) => void
}

function Row({ approval, isChosen, mayBeChosen, onChoose, onDecide }: RowProps) {
  const { title } = approval
  const act = (verdict: Verdict, icon: ReactNode) => (
    <Button
      look={verdict === 'approve' ? 'primary' : verdict === 'reject' ? 'danger' : 'plain'}
      icon={icon}
      aria-label={messages[verdict](title)}
      className="max-md:flex-1"
      onClick={() => onDecide(verdict)}
    >
      {messages.verbs[verdict]}
    </Button>
  )
  return (
    <li className="card flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5 md:px-5">
      <Checkbox
        label={messages.choose(title)}
        isLabelHidden
        isChecked={isChosen}
        isDisabled={!mayBeChosen}
        onCheckedChange={onChoose}
      />
      <WaitingSummary approval={approval} />
      <span className="flex gap-2 max-md:w-full">
        {act('return', <CornerUpLeft className="size-4" aria-hidden="true" />)}
        {act('reject', <X className="size-4" aria-hidden="true" />)}
        {act('approve', <Check className="size-4" aria-hidden="true" />)}
      </span>
    </li>
  )
}
