import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAsked } from '@/access/use-asked'
import type { RecoveryState, RecoveryView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { Page, PageHeader } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Skeleton } from '@/ui/skeleton'
import { Denied } from '../session/denied'
import { useMay } from '../session/queries'
import {
  BeginRecovery,
  CarryOutRecovery,
  CheckRecord,
  CompleteRecovery,
  StopRecovery,
} from './asks'
import { recoveryQuery } from './queries'
import { words } from './words.en'

const route = getRouteApi('/operators/operator/organisations/$organisation/recovery')

const acts = {
  begin: { says: words.begin, Dialog: BeginRecovery },
  check: { says: words.check, Dialog: CheckRecord },
  carryOut: { says: words.carryOut, Dialog: CarryOutRecovery },
  complete: { says: words.complete, Dialog: CompleteRecovery },
  stop: { says: words.stop, Dialog: StopRecovery },
}
type Act = keyof typeof acts
type Ask = (act: Act) => void

/** What is open in each state, what leads on first; the server decides, and says when it is too early. */
const openIn: Record<RecoveryState, readonly Act[]> = {
  begun: ['check', 'stop'],
  proven: ['carryOut', 'check', 'stop'],
  waiting: ['complete', 'stop'],
  unknown: ['stop'],
  completed: ['begin'],
  stopped: ['begin'],
  lapsed: ['begin'],
}

const tones = {
  begun: 'info',
  proven: 'info',
  waiting: 'warn',
  completed: 'good',
  stopped: 'calm',
  lapsed: 'calm',
  unknown: 'warn',
} as const

/** How bringing back an organisation's last owner stands, and what comes next. */
export default function Recovery(): ReactNode {
  const { organisation } = route.useParams()
  return (
    <Page>
      <Link {...paths.operator()} className="text-muted text-sm hover:underline">
        {words.back}
      </Link>
      <PageHeader title={words.title(organisation)} summary={words.summary} />
      {useMay('platform.tenant_read') ? <Standing organisation={organisation} /> : <Denied />}
    </Page>
  )
}

function Standing({ organisation }: { organisation: string }) {
  const query = useQuery(recoveryQuery(organisation))
  const mayAct = useMay('platform.tenant_resume')
  const { ask, dialog } = useAsked<Act>((act, onClose) => {
    const { Dialog } = acts[act]
    return <Dialog organisation={organisation} onClose={onClose} />
  })
  if (query.isPending) return <Skeleton className="h-64" />
  if (query.error) {
    return <ErrorState problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  }
  const recovery = query.data
  return (
    <>
      {recovery ? (
        <Facts recovery={recovery} ask={mayAct ? ask : undefined} />
      ) : (
        <EmptyState
          icon={<KeyRound />}
          title={words.none}
          actions={mayAct ? <Acts open={['begin']} ask={ask} /> : null}
        >
          {words.noneDetail}
        </EmptyState>
      )}
      {dialog}
    </>
  )
}

function Facts({ recovery, ask }: { recovery: RecoveryView; ask: Ask | undefined }) {
  const format = useFormat()
  const { facts } = words
  const when = (moment: string | null | undefined) => (moment ? format.instant(moment) : null)
  const { state, ended_because, begun_by_name, begun_at } = recovery
  return (
    <div className="card flex flex-col gap-5 p-5">
      {state === 'begun' ? <Notice tone="info" title={words.publish} /> : null}
      <DescriptionList
        facts={[
          { term: facts.state, value: <Pill tone={tones[state]}>{words.states[state]}</Pill> },
          {
            term: facts.name,
            value: <code className="font-mono text-xs">{recovery.record_name}</code>,
          },
          {
            term: facts.value,
            value: <code className="font-mono text-xs">{recovery.record_value}</code>,
          },
          { term: facts.reason, value: recovery.reason },
          { term: facts.ticket, value: recovery.ticket },
          { term: facts.begun, value: words.byWhom(begun_by_name, format.instant(begun_at)) },
          { term: facts.proven, value: when(recovery.proven_at) },
          { term: facts.effect, value: when(recovery.takes_effect_at) },
          {
            term: facts.expires,
            value: recovery.ended_at ? null : when(recovery.expires_at),
          },
          { term: facts.ended, value: when(recovery.ended_at) },
          { term: facts.because, value: ended_because ? words.ends[ended_because] : null },
        ]}
      />
      {ask ? <Acts open={openIn[state]} ask={ask} /> : null}
    </div>
  )
}

function Acts({ open, ask }: { open: readonly Act[]; ask: Ask }) {
  return (
    <div className="flex flex-wrap gap-2">
      {open.map((act, place) => (
        <Button key={act} look={place === 0 ? 'primary' : 'plain'} onClick={() => ask(act)}>
          {acts[act].says}
        </Button>
      ))}
    </div>
  )
}
