import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { useAsked } from '@/access/use-asked'
import { Answered } from '@/api/answered'
import type { DutyView } from '@/api/schema.gen'
import { ActionButton, findAction } from '@/ui/action-button'
import { Pill } from '@/ui/pill'
import { type Column, Table } from '@/ui/table'
import { Overdue } from '../duty_exception/overdue'
import { Settings } from '../settings/shell'
import { dutiesQuery } from './queries'
import { words } from './words.en'

const UpdateDuty = lazy(() => import('./update'))

/** What nobody does alone, and what somebody looks at afterwards. */
export default function DutyList(): ReactNode {
  const query = useQuery(dutiesQuery)
  const { ask, dialog } = useAsked<DutyView>((duty, onClose) => (
    <Suspense fallback={null}>
      <UpdateDuty duty={duty} onClose={onClose} />
    </Suspense>
  ))
  const columns = useMemo<readonly Column<DutyView>[]>(
    () => [
      { id: 'duty', header: words.duty, cell: (row) => row.meaning },
      {
        id: 'mode',
        header: words.mode,
        cell: (row) => <Standing duty={row} />,
        className: 'w-[34%]',
      },
      {
        id: 'act',
        header: words.act,
        cell: (row) => <Change duty={row} ask={ask} />,
        className: 'w-[120px] text-right',
      },
    ],
    [ask],
  )
  return (
    <Settings lead={words.lead}>
      <Overdue />
      <Answered query={query}>
        {({ items }) => (
          <Table
            caption={words.title}
            rows={items}
            columns={columns}
            rowId={(row) => row.pair}
            card={(row) => <DutyCard duty={row} ask={ask} />}
            footer={words.shown(items.length)}
          />
        )}
      </Answered>
      {dialog}
    </Settings>
  )
}

type ChangeProps = { duty: DutyView; ask: (duty: DutyView) => void }

/** Only some are ever changed; the others are what they are. */
function Change({ duty, ask }: ChangeProps) {
  if (!duty.may_be_detected) return null
  return (
    <ActionButton
      action={findAction(duty.actions, 'duty.update')}
      size="sm"
      aria-label={words.changeOf(duty.meaning)}
      onClick={() => ask(duty)}
    >
      {words.change}
    </ActionButton>
  )
}

function Standing({ duty }: { duty: DutyView }) {
  const { mode, reviewer_name, reviewer_stands, reason, set_by_name } = duty
  const isBroken = mode === 'detect' && !reviewer_stands
  return (
    <div className="min-w-0 leading-snug [overflow-wrap:anywhere]">
      {mode === 'prevent' ? <Pill tone="good">{words.prevented}</Pill> : null}
      {mode === 'detect' && reviewer_stands ? <Pill tone="warn">{words.detected}</Pill> : null}
      {isBroken ? <Pill tone="bad">{words.broken}</Pill> : null}
      {reviewer_name ? (
        <p className="mt-1 text-sm">
          {isBroken ? words.leftDetail(reviewer_name) : words.by(reviewer_name)}
        </p>
      ) : null}
      {reason && set_by_name ? (
        <p className="text-faint text-xs">{words.set(set_by_name, reason)}</p>
      ) : null}
    </div>
  )
}

function DutyCard({ duty, ask }: ChangeProps) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <p>{duty.meaning}</p>
      <Standing duty={duty} />
      <Change duty={duty} ask={ask} />
    </div>
  )
}
