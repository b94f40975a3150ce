import { Link } from '@tanstack/react-router'
import { LifeBuoy } from 'lucide-react'
import type { ReactNode } from 'react'
import { Can } from '@/access/can'
import { Answered } from '@/api/answered'
import { usePaged } from '@/api/paging'
import type { SupportAccessState } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Card } from '@/ui/card'
import { EmptyState } from '@/ui/empty-state'
import { Pill, type Tone } from '@/ui/pill'
import { ShowMore } from '@/ui/show-more'
import { Settings } from '../settings/shell'
import { SupportActs, useAskedOfSupport } from './acts'
import { type SeenSupportAccess, supportAccessesQuery } from './queries'
import { words } from './words.en'

const tones: Record<SupportAccessState, Tone> = {
  waiting: 'warn',
  approved: 'info',
  open: 'bad',
  refused: 'calm',
  withdrawn: 'calm',
  ended: 'calm',
  lapsed: 'calm',
}

/** Who of the installation's support asked to read, what became of it, and what was read. */
export default function SupportAccesses(): ReactNode {
  const paged = usePaged(supportAccessesQuery)
  const { ask, dialog } = useAskedOfSupport()
  return (
    <Settings lead={words.lead}>
      <Card title={words.accesses}>
        <Answered query={paged.query}>
          {() =>
            paged.rows.length === 0 ? (
              <EmptyState icon={<LifeBuoy />} title={words.none}>
                {words.noneDetail}
              </EmptyState>
            ) : (
              <>
                <ul aria-label={words.accesses} className="flex flex-col divide-y divide-line">
                  {paged.rows.map((row) => (
                    <Access key={row.id} access={row}>
                      <SupportActs access={row} ask={ask} />
                    </Access>
                  ))}
                </ul>
                <ShowMore
                  shown={words.shown(paged.rows.length, paged.query.hasNextPage)}
                  hasMore={paged.query.hasNextPage}
                  isBusy={paged.query.isFetchingNextPage}
                  onMore={() => void paged.query.fetchNextPage()}
                />
              </>
            )
          }
        </Answered>
      </Card>
      {dialog}
    </Settings>
  )
}

function Access({ access, children }: { access: SeenSupportAccess; children: ReactNode }) {
  const { operator_name, operator_email, reason, ticket, minutes, state } = access
  const course = useCourse(access)
  const facts = [words.minutes(minutes), ticket ? words.ticket(ticket) : null, ...course]
  return (
    <li className="flex flex-wrap items-start gap-3 py-3 [overflow-wrap:anywhere]">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-[550]">{words.asks(operator_name, operator_email)}</span>
          <Pill tone={tones[state]}>{words.states[state]}</Pill>
        </p>
        <p className="mt-1 text-sm">{reason}</p>
        <p className="mt-1 text-faint text-xs">{facts.filter(Boolean).join(' · ')}</p>
        <WasRead access={access} />
      </div>
      {children}
    </li>
  )
}

/** What happened to it, in the order in which it did. */
function useCourse(access: SeenSupportAccess): string[] {
  const format = useFormat()
  const { state, asked_at, expires_at, decided_at, opened_at, open_by, closes_at, ended_at } =
    access
  const at = (moment: string) => format.instant(moment)
  const decider = access.decided_by_name ?? words.somebody
  const course = [words.asked(at(asked_at))]
  if (state === 'waiting') course.push(words.waitsUntil(at(expires_at)))
  if (decided_at && access.decision_reason)
    course.push(words.refusedBy(decider, at(decided_at), access.decision_reason))
  else if (decided_at) course.push(words.approvedBy(decider, at(decided_at)))
  if (state === 'approved' && open_by) course.push(words.openBy(at(open_by)))
  if (opened_at && closes_at) course.push(words.opened(at(opened_at), format.time(closes_at)))
  if (ended_at && access.ended_because)
    course.push(
      words.ends[access.ended_because](at(ended_at), access.ended_by_name ?? words.somebody),
    )
  return course
}

/** How often something was read, and what last; the trail has each. */
function WasRead({
  access: { id, opened_at, reads, last_read, last_read_at },
}: {
  access: SeenSupportAccess
}) {
  const format = useFormat()
  if (!opened_at) return null
  const last =
    last_read && last_read_at ? words.lastRead(last_read, format.ago(last_read_at)) : null
  return (
    <p className="mt-1 text-muted text-xs">
      {reads === 0 ? words.nothingRead : [words.read(reads), last].filter(Boolean).join(', ')}{' '}
      <Can permission="audit_event.view">
        <Link {...paths.audit({ entity_id: id })} className="underline">
          {words.trail}
        </Link>
      </Can>
    </p>
  )
}
