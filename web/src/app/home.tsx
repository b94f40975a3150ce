import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { Can, useCan } from '@/access/can'
import { useMe } from '@/access/me'
import { Answered } from '@/api/answered'
import { usePaged } from '@/api/paging'
import { SecondFactorDue } from '@/identity/totp/due'
import { useFormat } from '@/kernel/format'
import { approvalsQuery } from '@/purchasing/inbox/queries'
import { WaitingSummary } from '@/purchasing/inbox/waiting-summary'
import { MineList } from '@/purchasing/mine/list'
import { lateQuery, mineQuery } from '@/purchasing/mine/queries'
import { buttonClass } from '@/ui/button'
import { Card } from '@/ui/card'
import { Page, PageHeader } from '@/ui/page'
import { messages } from './messages.en'
import { paths } from './paths'

const OwnershipOffered = lazy(() => import('@/tenancy/ownership_transfer/offered'))
const SupportAsked = lazy(() => import('@/tenancy/support_access/asked'))

/** Where one arrives: what waits for one's decision, what one has on the way, and what is late. */
export default function Home(): ReactNode {
  const { person } = useMe()
  return (
    <Page>
      <PageHeader
        title={messages.hello(person.name)}
        summary={messages.homeLead}
        actions={<QuickActions />}
      />
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        <SecondFactorDue />
        <Can permission="ownership_transfer.accept">
          <Suspense fallback={null}>
            <OwnershipOffered />
          </Suspense>
        </Can>
        <Can permission="support_access.approve">
          <Suspense fallback={null}>
            <SupportAsked />
          </Suspense>
        </Can>
      </div>
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        <Can permission="approval.view">
          <Waiting />
        </Can>
        <Can permission="requisition.view">
          <Can permission="purchase_order.view">
            <Mine />
            <Late />
          </Can>
        </Can>
      </div>
    </Page>
  )
}

function QuickActions() {
  const actions = [
    {
      link: paths.newOrder(),
      label: messages.newOrder,
      isOpen: useCan('purchase_order.create'),
    },
    {
      link: paths.newRequisition(),
      label: messages.newRequisition,
      isOpen: useCan('requisition.create'),
    },
  ]
  return actions
    .filter(({ isOpen }) => isOpen)
    .map(({ link, label }) => (
      <Link key={label} {...link} className={buttonClass('plain')}>
        <Plus className="size-4" aria-hidden="true" />
        {label}
      </Link>
    ))
}

function Waiting() {
  const { query, rows } = usePaged(approvalsQuery)
  return (
    <Card
      title={messages.waitingForMe}
      aside={
        <Link {...paths.approvals()} className="hover:underline">
          {messages.all}
        </Link>
      }
    >
      <Answered query={query}>
        {() =>
          rows.length === 0 ? (
            <Calm>{messages.nothingWaits}</Calm>
          ) : (
            <ul aria-label={messages.waitingForMe} className="flex flex-col gap-3.5">
              {rows.slice(0, shownMax).map((row) => (
                <li key={`${row.route_id} ${row.step}`} className="flex">
                  <WaitingSummary approval={row} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Card>
  )
}

const shownMax = 6

function Mine() {
  const { person } = useMe()
  const query = useQuery(mineQuery(person.id))
  return (
    <Card title={messages.mine}>
      <Answered query={query}>
        {(rows) =>
          rows.length === 0 ? <Calm>{messages.nothingMine}</Calm> : <MineList rows={rows} />
        }
      </Answered>
    </Card>
  )
}

function Late() {
  const format = useFormat()
  const query = useQuery(lateQuery(format.today()))
  return (
    <Card title={messages.late}>
      <Answered query={query}>
        {(rows) =>
          rows.length === 0 ? <Calm>{messages.nothingLate}</Calm> : <MineList rows={rows} />
        }
      </Answered>
    </Card>
  )
}

function Calm({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-center gap-2 text-muted text-sm">
      <CircleCheck className="size-4 text-good" aria-hidden="true" />
      {children}
    </p>
  )
}
