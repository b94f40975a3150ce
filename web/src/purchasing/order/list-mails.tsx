import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { PurchaseOrderDetails, PurchaseOrderMail, PurchaseOrderMails } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { Card } from '@/ui/card'
import { ProblemNotice } from '@/ui/error-state'
import { Pill, type Tone } from '@/ui/pill'
import { Skeleton } from '@/ui/skeleton'
import { words } from './mail-words.en'
import { isUnderWay, whyNotMailed } from './mailing'
import { orderMailsQuery } from './queries'
import type { SeenOrder } from './seen'

const MailOrder = lazy(() => import('./mail'))
const tones: Record<PurchaseOrderMail['state'], Tone> = {
  waiting: 'warn',
  sent: 'good',
  failed: 'bad',
}

/** To whom an issued order was mailed, what came of it, and the way to mail it once more. */
export function OrderMails({ seen }: { seen: SeenOrder }): ReactNode {
  const { order } = seen
  const query = useQuery({ ...orderMailsQuery(order.id), enabled: Boolean(order.issued_at) })
  const [isAsked, setIsAsked] = useState(false)
  if (!order.issued_at) return null
  const mail = findAction(order.actions, 'purchase_order.mail')
  const wasMailed = (query.data?.items.length ?? 0) > 0
  return (
    <Card title={words.title}>
      {query.data ? (
        <Mails mails={query.data} order={order} />
      ) : query.error ? (
        <ProblemNotice problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <div role="status">
          <span className="sr-only">{words.loading}</span>
          <Skeleton className="h-4 w-56 max-w-full" />
        </div>
      )}
      {mail && mail.closed_because?.code !== 'forbidden' ? (
        <div className="mt-4">
          <ActionButton
            action={mail}
            icon={<Send className="size-4" aria-hidden="true" />}
            onClick={() => setIsAsked(true)}
          >
            {wasMailed ? words.again : words.first}
          </ActionButton>
        </div>
      ) : null}
      {isAsked ? (
        <Suspense fallback={null}>
          <MailOrder subject={seen} onClose={() => setIsAsked(false)} />
        </Suspense>
      ) : null}
    </Card>
  )
}

type MailsProps = { mails: PurchaseOrderMails; order: PurchaseOrderDetails }

function Mails({ mails: { items }, order }: MailsProps) {
  if (items.length === 0)
    return <p className="text-muted text-sm">{noneOf(order.timeline.map(whyNotMailed))}</p>
  return (
    <ul aria-label={words.title} className="flex flex-col gap-4">
      {items.map((mail) => (
        <li key={mail.id} className="flex items-start gap-3 text-sm leading-snug">
          <Mailed mail={mail} />
          <Pill tone={tones[mail.state]}>{words.state[mail.state]}</Pill>
        </li>
      ))}
    </ul>
  )
}

function noneOf(reasons: readonly (string | null)[]): string {
  if (reasons.includes('no_address')) return words.noAddress
  return reasons.includes('not_wanted') ? words.notWanted : words.none
}

function Mailed({ mail }: { mail: PurchaseOrderMail }) {
  const format = useFormat()
  const { asked_at, asked_by, message, reply, state } = mail
  const at = state === 'waiting' ? mail.next_at : mail.ended_at
  const isSoon = isUnderWay(mail, Date.now())
  const fate = words.fate[state](at && !isSoon ? format.ago(at) : null)
  return (
    <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
      <p className="font-[550]">{mail.address}</p>
      {mail.is_suppliers_address ? null : <p className="text-faint text-xs">{words.another}</p>}
      <p className="text-muted text-xs">
        <time dateTime={asked_at} title={format.instantExact(asked_at)}>
          {words.asked(asked_by.name, format.ago(asked_at))}
        </time>
        {fate ? `, ${fate}` : null}
      </p>
      {reply ? (
        <p className="mt-0.5 font-mono text-xs">
          <span className="sr-only">{words.replied}: </span>
          {reply}
        </p>
      ) : null}
      {message ? (
        <blockquote className="mt-1.5 whitespace-pre-line rounded-md bg-sunken px-3 py-2">
          {message}
        </blockquote>
      ) : null}
    </div>
  )
}
