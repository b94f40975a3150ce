import { useQueries, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { answer, answerWithEtag, api } from '@/api/client'
import type { WaitingApproval } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { Skeleton } from '@/ui/skeleton'
import { orderKeys } from '../order/queries'
import { requisitionKeys } from '../requisition/queries'
import { type Compared, compare, comparedOf, outliers, sumOf, traitOf } from './compare'
import { messages } from './messages.en'

const words = messages.together

type TogetherProps = { approvals: readonly WaitingApproval[]; onClose: () => void }

/** What became of one: on its way, approved, or refused and why. */
type Outcome = { is: 'approved' } | { is: 'refused'; why: string } | { is: 'running' }

/** Like documents side by side: what they share once, what differs for each, then one word for all of them. */
export default function ApproveTogether({ approvals, onClose }: TogetherProps) {
  const { items, error, isPending } = useCompared(approvals)
  const { outcomes, approve, isRunning, isOver } = useApproving()
  const open = items.filter((item) => item.approve && !item.approve.closed_because)
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen || isRunning ? undefined : onClose())}
      title={words.title(approvals.length)}
      description={words.detail}
      size="lg"
      footer={
        isOver ? (
          <Button look="primary" onClick={onClose}>
            {words.close}
          </Button>
        ) : (
          <>
            <Button isDisabled={isRunning} onClick={onClose}>
              {words.back}
            </Button>
            <Button
              look="primary"
              isBusy={isRunning}
              isDisabled={isPending || open.length === 0}
              onClick={() => void approve(open)}
            >
              {words.approve(open.length)}
            </Button>
          </>
        )
      }
    >
      {error ? <ProblemNotice problem={toProblem(error)} /> : null}
      {isPending ? <Skeleton className="h-40" /> : <Comparison items={items} outcomes={outcomes} />}
    </Dialog>
  )
}

// Each is read anew, so that what is compared is what will be approved.
function useCompared(approvals: readonly WaitingApproval[]) {
  const results = useQueries({
    queries: approvals.map((approval) => ({
      queryKey: ['approvals', 'compared', approval.route_id, approval.step],
      queryFn: (context: { signal: AbortSignal }) => read(approval, context.signal),
      staleTime: 0,
      gcTime: 0,
      refetchOnWindowFocus: false,
    })),
  })
  return {
    items: results.flatMap(({ data }) => (data ? [data] : [])),
    error: results.find(({ error }) => error)?.error,
    isPending: results.some(({ isPending }) => isPending),
  }
}

async function read(approval: WaitingApproval, signal: AbortSignal): Promise<Compared> {
  const asked = { params: { path: { id: approval.document_id } }, signal }
  const { body, etag } =
    approval.kind === 'requisition'
      ? await answerWithEtag(api.GET('/v1/requisitions/{id}', asked))
      : await answerWithEtag(api.GET('/v1/purchase-orders/{id}', asked))
  return comparedOf(approval, { document: body, etag: etag ?? '' })
}

function useApproving() {
  const cache = useQueryClient()
  const [outcomes, setOutcomes] = useState<Record<string, Outcome>>({})
  const [isRunning, setIsRunning] = useState(false)
  const [isOver, setIsOver] = useState(false)
  const tell = (key: string, outcome: Outcome) => setOutcomes((old) => ({ ...old, [key]: outcome }))
  const approve = async (items: readonly Compared[]) => {
    setIsRunning(true)
    // One after the other: each is a decision of its own, with its own event, and one that is refused stops none.
    for (const item of items) {
      tell(item.key, { is: 'running' })
      tell(item.key, await approveOne(item))
    }
    setIsRunning(false)
    setIsOver(true)
    await Promise.all(
      [orderKeys.all, requisitionKeys.all, ['approvals', 'pages'], ['approvals', 'count']].map(
        (queryKey) => cache.invalidateQueries({ queryKey }),
      ),
    )
  }
  return { outcomes, approve, isRunning, isOver }
}

async function approveOne({ kind, id, etag }: Compared): Promise<Outcome> {
  const params = { path: { id }, header: { 'If-Match': etag } }
  try {
    if (kind === 'requisition')
      await answer(api.POST('/v1/requisitions/{id}/approve', { params, body: {} }))
    else await answer(api.POST('/v1/purchase-orders/{id}/approve', { params, body: {} }))
    return { is: 'approved' }
  } catch (thrown) {
    const { code, title, detail } = toProblem(thrown)
    return { is: 'refused', why: code === 'stale' ? words.changed : (detail ?? title) }
  }
}

type ComparisonProps = { items: readonly Compared[]; outcomes: Record<string, Outcome> }

function Comparison({ items, outcomes }: ComparisonProps) {
  const format = useFormat()
  const { shared, differing } = compare(items)
  const dear = outliers(items)
  const sum = sumOf(items)
  return (
    <div className="flex flex-col gap-4">
      <section aria-label={words.shared}>
        <h3 className="mb-2 font-[550] text-sm">{words.shared}</h3>
        <DescriptionList
          facts={[
            ...shared.map((trait) => ({
              term: words.trait[trait],
              value: (items[0] && traitOf(items[0], trait)) ?? words.nothing,
            })),
            { term: words.sum, value: sum ? format.money(sum) : null },
          ]}
        />
      </section>
      <ul aria-label={words.differing} className="flex flex-col gap-2.5">
        {items.map((item) => (
          <li key={item.key} className="rounded-lg px-3.5 py-3 ring-1 ring-line">
            <div className="flex flex-wrap items-baseline gap-x-3">
              <span className="min-w-0 flex-1 truncate font-[550]">
                {[item.number, item.title].filter(Boolean).join(' ')}
              </span>
              <span className="num font-[550]">{format.money(item.total)}</span>
            </div>
            {dear.has(item.key) ? <Warning>{words.dear}</Warning> : null}
            {item.approve?.closed_because ? (
              <Warning>{item.approve.closed_because.reason}</Warning>
            ) : null}
            {differing.length > 0 ? (
              <div className="mt-2">
                <DescriptionList
                  facts={differing.map((trait) => ({
                    term: words.trait[trait],
                    value: traitOf(item, trait) ?? words.nothing,
                  }))}
                />
              </div>
            ) : null}
            <Became outcome={outcomes[item.key]} />
          </li>
        ))}
      </ul>
      {items.length === 0 ? <Notice tone="warn">{words.none}</Notice> : null}
    </div>
  )
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <p className="mt-1 flex items-start gap-1.5 text-sm text-warn">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      {children}
    </p>
  )
}

function Became({ outcome }: { outcome: Outcome | undefined }) {
  return (
    <p role="status" className="flex items-start gap-1.5 text-sm not-empty:mt-2">
      {outcome?.is === 'running' ? (
        <LoaderCircle className="size-4 animate-spin" aria-label={words.running} />
      ) : null}
      {outcome?.is === 'approved' ? (
        <>
          <CircleCheck className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
          {words.approved}
        </>
      ) : null}
      {outcome?.is === 'refused' ? (
        <>
          <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden="true" />
          {words.refused(outcome.why)}
        </>
      ) : null}
    </p>
  )
}
