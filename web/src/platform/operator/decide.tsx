import { AskDialog } from '@/access/ask-dialog'
import type { OperatorView, OperatorWaitingView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { DescriptionList } from '@/ui/description-list'
import { messages } from '../messages.en'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { carryOut, operatorsKey, withdraw } from './queries'
import { words } from './words.en'

const standing = messages.standing

type DecideProps = {
  to: 'carry_out' | 'withdraw'
  operator: OperatorView
  waiting: OperatorWaitingView
  onClose: () => void
}

/** Shows what another operator asked for, and does it or takes it back. */
export default function DecideOperator({ to, operator, waiting, onClose }: DecideProps) {
  const own = useOperator()
  const { id, name } = operator
  const { title, carryOut: submit, done } = words.waiting[waiting.act]
  const isDone = to === 'carry_out'
  return (
    <AskDialog
      title={isDone ? title(name) : standing.withdrawTitle(name)}
      detail={isDone ? standing.carryOutDetail : standing.withdrawDetail}
      confirm={isDone ? submit : standing.withdraw}
      done={isDone ? done(name) : standing.withdrawDone}
      stale={operatorsKey}
      isDanger={isDone && waiting.act === 'close'}
      run={async () => {
        await signedInLately(own)
        return isDone ? carryOut(id) : withdraw(id)
      }}
      onClose={onClose}
    >
      <WhatWaits operator={operator} waiting={waiting} />
    </AskDialog>
  )
}

function WhatWaits({ operator, waiting }: Pick<DecideProps, 'operator' | 'waiting'>) {
  const { act, reason, asked_by_name, asked_at, expires_at } = waiting
  const format = useFormat()
  return (
    <DescriptionList
      facts={[
        { term: standing.what, value: words.waiting[act].asked },
        { term: words.whom, value: `${operator.name} <${operator.email}>` },
        { term: words.columns.role, value: messages.roles[operator.role] },
        { term: standing.reason, value: reason },
        { term: standing.askedBy, value: asked_by_name },
        { term: standing.askedAt, value: format.instant(asked_at) },
        { term: standing.lapses, value: format.instant(expires_at) },
      ]}
    />
  )
}
