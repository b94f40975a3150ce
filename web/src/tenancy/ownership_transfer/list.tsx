import { Crown } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import { usePaged } from '@/api/paging'
import type { OwnershipTransferState } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { EmptyState } from '@/ui/empty-state'
import { Pill, type Tone } from '@/ui/pill'
import { ShowMore } from '@/ui/show-more'
import { Settings } from '../settings/shell'
import { TransferActs, useAskedOfTransfer } from './acts'
import { type SeenTransfer, transfersQuery } from './queries'
import { words } from './words.en'

const OfferDialog = lazy(() => import('./create'))

const tones: Record<OwnershipTransferState, Tone> = {
  waiting: 'warn',
  accepted: 'good',
  refused: 'bad',
  withdrawn: 'calm',
  expired: 'calm',
}

/** To whom the organisation was offered, and what waits for an answer. */
export default function OwnershipTransfers(): ReactNode {
  const paged = usePaged(transfersQuery)
  const { ask, dialog } = useAskedOfTransfer()
  return (
    <Settings lead={words.lead} actions={<Offer />}>
      <Answered query={paged.query}>
        {() =>
          paged.rows.length === 0 ? (
            <EmptyState icon={<Crown />} title={words.none}>
              {words.noneDetail}
            </EmptyState>
          ) : (
            <Card title={words.offers}>
              <ul aria-label={words.offers} className="flex flex-col divide-y divide-line">
                {paged.rows.map((row) => (
                  <Transfer key={row.id} transfer={row}>
                    <TransferActs transfer={row} ask={ask} />
                  </Transfer>
                ))}
              </ul>
              <ShowMore
                shown={words.shown(paged.rows.length, paged.query.hasNextPage)}
                hasMore={paged.query.hasNextPage}
                isBusy={paged.query.isFetchingNextPage}
                onMore={() => void paged.query.fetchNextPage()}
              />
            </Card>
          )
        }
      </Answered>
      {dialog}
    </Settings>
  )
}

function Offer() {
  const [isAsked, setIsAsked] = useState(false)
  if (!useCan('organisation.transfer')) return null
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>{words.offer}</Button>
      {isAsked ? (
        <Suspense fallback={null}>
          <OfferDialog onClose={() => setIsAsked(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function Transfer({ transfer, children }: { transfer: SeenTransfer; children: ReactNode }) {
  const format = useFormat()
  const { asked_by_name, person_name, reason, state, decision_reason, asked_at } = transfer
  return (
    <li className="flex flex-wrap items-start gap-3 py-3 [overflow-wrap:anywhere]">
      <div className="min-w-0 flex-1">
        <p className="font-[550]">{words.between(asked_by_name, person_name)}</p>
        <p className="text-sm">{reason}</p>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-faint text-xs">
          <Pill tone={tones[state]}>{words.states[state]}</Pill>
          {format.ago(asked_at)}
          {state === 'waiting' ? ` · ${words.until(format.instant(transfer.expires_at))}` : null}
          {decision_reason ? ` · ${words.decided(decision_reason)}` : null}
        </p>
      </div>
      {children}
    </li>
  )
}
