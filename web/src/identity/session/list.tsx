import { MonitorSmartphone } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import { ReadOn } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import type { ListedSession } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Settings } from '@/tenancy/settings/shell'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { classNames } from '@/ui/class-names'
import { Pill } from '@/ui/pill'
import { messages } from '../messages.en'
import { OwnPassword } from '../password/own'
import { OwnTotp } from '../totp/own'
import { EndOfOrganisation } from './end-of-organisation'
import { EndOne } from './end-one'
import { EndOthers } from './end-others'
import { FailedTries } from './failed-tries'
import { sessionsQuery } from './queries'

const OwnPasskeys = lazy(() => import('../passkey/list'))
const SecurityPolicy = lazy(() => import('@/tenancy/security_policy/update'))
const words = messages.sessions

export default function SessionList(): ReactNode {
  const paged = usePaged(sessionsQuery)
  const [ending, setEnding] = useState<ListedSession | null>(null)
  const { rows, query } = paged
  const mayRead = useCan('security_policy.view')
  return (
    <Settings lead={words.lead} actions={<EndOthers />}>
      <div className="flex flex-col gap-4">
        <FailedTries />
        <Answered query={query}>
          {() => (
            <Card title={words.title} isFlush>
              <ul className="border-line border-t">
                {rows.map((session) => (
                  <Session key={session.id} session={session} onEnd={() => setEnding(session)} />
                ))}
              </ul>
              <div className="border-line border-t bg-sunken px-5 py-3 text-muted text-xs max-sm:px-4">
                <ReadOn paged={paged} shown={words.shown(rows.length, query.hasNextPage)} />
              </div>
            </Card>
          )}
        </Answered>
        <OwnPassword />
        <OwnTotp />
        <Suspense>
          <OwnPasskeys />
        </Suspense>
        {mayRead ? (
          <Suspense>
            <SecurityPolicy />
          </Suspense>
        ) : null}
        <EndOfOrganisation />
      </div>
      {ending ? (
        <EndOne session={ending} device={nameOf(ending)} onClose={() => setEnding(null)} />
      ) : null}
    </Settings>
  )
}

/** What a person knows a device by. */
function nameOf({ device }: ListedSession): string {
  const { browser, system, user_agent } = device ?? {}
  if (browser && system) return words.on(browser, system)
  return browser ?? system ?? (user_agent || words.unknown)
}

function Session({ session, onEnd }: { session: ListedSession; onEnd: () => void }) {
  const format = useFormat()
  const name = nameOf(session)
  const canEnd = useCan('session.end_others')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-5 py-3 last:border-0 max-sm:px-4">
      <MonitorSmartphone className="size-5 shrink-0 text-faint" aria-hidden="true" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2">
          <span className="truncate font-[550]" title={session.device?.user_agent}>
            {name}
          </span>
          {session.is_this ? <Pill tone="good">{words.current}</Pill> : null}
        </p>
        {session.network ? (
          <p className="num text-muted text-xs">{words.from(session.network)}</p>
        ) : null}
      </div>
      <dl className="grid grid-cols-[auto_auto] gap-x-3 text-xs sm:grid-cols-3 sm:gap-x-6">
        <Moment
          term={words.signedIn}
          at={session.created_at}
          said={format.instant(session.created_at)}
        />
        <Moment
          term={words.lastUsed}
          at={session.last_used_at}
          said={format.ago(session.last_used_at)}
        />
        <Moment
          term={words.ends}
          at={session.idle_ends_at}
          said={format.instant(session.idle_ends_at)}
        />
      </dl>
      <span className={classNames('w-24 text-right', session.is_this && 'max-sm:hidden')}>
        {session.is_this || !canEnd ? null : (
          <Button aria-label={words.endOf(name)} onClick={onEnd}>
            {words.end}
          </Button>
        )}
      </span>
    </li>
  )
}

function Moment({ term, at, said }: { term: string; at: string; said: string }) {
  return (
    <div className="contents sm:block">
      <dt className="text-faint">{term}</dt>
      <dd>
        <time dateTime={at}>{said}</time>
      </dd>
    </div>
  )
}
