import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { LifeBuoy, Plus, RotateCcw } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { useAsked } from '@/access/use-asked'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { AskedSupportView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Notice } from '@/ui/notice'
import { Page, PageHeader } from '@/ui/page'
import type { Column } from '@/ui/table'
import { useToast } from '@/ui/toast'
import { Denied } from '../session/denied'
import { useMay, useOperator } from '../session/queries'
import { giveBack, openSupport, supportAccessesQuery, supportKeys } from './queries'
import { AskedSupportPill } from './state-pill'
import { words } from './words.en'

const AskSupport = lazy(() => import('./create'))

type Ask = (access: AskedSupportView) => void

/** What an operator asked organisations for, how each stands, and the way in. */
export default function AskedSupportAccesses(): ReactNode {
  const hasEnded = useRouterState({ select: ({ location }) => location.state.hasEnded === true })
  const [isAsking, setIsAsking] = useState(false)
  const isCovered = useMay('platform.support_request')
  return (
    <Page>
      <PageHeader
        title={words.title}
        summary={words.summary}
        actions={
          isCovered ? (
            <Button
              look="primary"
              icon={<Plus className="size-4" aria-hidden="true" />}
              onClick={() => setIsAsking(true)}
            >
              {words.ask}
            </Button>
          ) : null
        }
      />
      {hasEnded ? (
        <div className="mb-4">
          <Notice tone="info" title={words.ended}>
            {words.endedDetail}
          </Notice>
        </div>
      ) : null}
      {isCovered ? <Accesses /> : <Denied />}
      {isAsking ? (
        <Suspense>
          <AskSupport onClose={() => setIsAsking(false)} />
        </Suspense>
      ) : null}
    </Page>
  )
}

function Accesses() {
  const paged = usePaged(supportAccessesQuery)
  const { ask, dialog } = useAsked<AskedSupportView>((access, onClose) => (
    <AskDialog
      title={words.giveBackTitle(access.organisation)}
      detail={words.giveBackDetail}
      confirm={words.giveBack}
      done={words.givenBack}
      stale={supportKeys.all}
      run={() => giveBack(access.id)}
      onClose={onClose}
    />
  ))
  const columns = useColumns(ask)
  return (
    <>
      <div className="mb-3 flex justify-end">
        <Button
          size="sm"
          icon={<RotateCcw className="size-4" aria-hidden="true" />}
          isBusy={paged.query.isRefetching}
          onClick={() => void paged.query.refetch()}
        >
          {words.look}
        </Button>
      </div>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <AccessCard access={row} ask={ask} />}
        shown={words.shown}
        nothing={
          <EmptyState icon={<LifeBuoy />} title={words.none}>
            {words.noneDetail}
          </EmptyState>
        }
      />
      {dialog}
    </>
  )
}

function useColumns(ask: Ask): readonly Column<AskedSupportView>[] {
  return useMemo(
    () => [
      {
        id: 'organisation',
        header: words.columns.organisation,
        cell: (row) => <span className="font-mono text-sm">{row.organisation}</span>,
        className: 'w-[180px]',
      },
      { id: 'why', header: words.columns.why, cell: (row) => <Why access={row} /> },
      {
        id: 'state',
        header: words.columns.state,
        cell: (row) => <State access={row} />,
        className: 'w-[200px]',
      },
      {
        id: 'act',
        header: words.columns.act,
        cell: (row) => <Acts access={row} ask={ask} />,
        className: 'w-[190px] text-right [&>span]:justify-end',
      },
    ],
    [ask],
  )
}

type OfAccess = { access: AskedSupportView }

function Why({ access: { reason, minutes, ticket } }: OfAccess) {
  return (
    <span className="block min-w-0 whitespace-normal leading-snug [overflow-wrap:anywhere]">
      <span className="block">{reason}</span>
      <span className="block text-faint text-xs">{words.facts(minutes, ticket)}</span>
    </span>
  )
}

function State({ access }: OfAccess) {
  const { reads, decision_reason } = access
  const until = useUntil(access)
  return (
    <span className="block whitespace-normal leading-snug">
      <AskedSupportPill state={access.state} />
      {until ? <span className="mt-0.5 block text-faint text-xs">{until}</span> : null}
      {reads > 0 ? <span className="block text-faint text-xs">{words.read(reads)}</span> : null}
      {decision_reason ? (
        <span className="block text-muted text-xs">{words.because(decision_reason)}</span>
      ) : null}
    </span>
  )
}

/** What time does to it next, or did. */
function useUntil(access: AskedSupportView): string | null {
  const format = useFormat()
  const { state, expires_at, open_by, closes_at, ended_at } = access
  switch (state) {
    case 'waiting':
      return expires_at ? words.waitsUntil(format.instant(expires_at)) : null
    case 'approved':
      return open_by ? words.openBy(format.instant(open_by)) : null
    case 'open':
      return closes_at ? words.closes(format.instant(closes_at)) : null
    case 'withdrawn':
    case 'ended': {
      const at = ended_at ?? closes_at
      return at ? words.endedAt(format.instant(at)) : null
    }
    case 'refused':
    case 'lapsed':
    case 'unknown':
      return null
  }
}

function Acts({ access, ask }: OfAccess & { ask: Ask }) {
  const { state, organisation } = access
  const mayUse = useMay('platform.support_use')
  if (!mayUse || !(state === 'waiting' || state === 'approved' || state === 'open')) return null
  return (
    <span className="flex flex-wrap items-center gap-2">
      {state === 'waiting' ? null : <OpenButton access={access} />}
      <Button size="sm" aria-label={words.giveBackOf(organisation)} onClick={() => ask(access)}>
        {words.giveBack}
      </Button>
    </span>
  )
}

/** Brings the operator into the organisation's screens, in this page. */
function OpenButton({ access: { id, state, organisation } }: OfAccess) {
  const operator = useOperator()
  const cache = useQueryClient()
  const router = useRouter()
  const toast = useToast()
  const opening = useMutation({
    mutationFn: async () => {
      await openSupport(id, operator, cache)
      await router.navigate(paths.orders())
    },
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title: words.openFailed, description: detail ?? title })
      void cache.invalidateQueries({ queryKey: supportKeys.all })
    },
  })
  const isOpen = state === 'open'
  return (
    <Button
      size="sm"
      look="primary"
      isBusy={opening.isPending}
      aria-label={isOpen ? words.goOnOf(organisation) : words.openOf(organisation)}
      onClick={() => opening.mutate()}
    >
      {isOpen ? words.goOn : words.open}
    </Button>
  )
}

function AccessCard({ access, ask }: OfAccess & { ask: Ask }) {
  return (
    <div className="flex flex-col gap-3 px-4 py-3.5">
      <div className="flex items-start justify-between gap-3">
        <span className="min-w-0 font-mono text-sm">{access.organisation}</span>
        <State access={access} />
      </div>
      <Why access={access} />
      <Acts access={access} ask={ask} />
    </div>
  )
}
