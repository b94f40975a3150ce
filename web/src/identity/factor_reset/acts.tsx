import { Check, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAsked } from '@/access/use-asked'
import { findAction } from '@/ui/action-button'
import { MenuItem } from '@/ui/menu'
import { RowMenu } from '@/ui/row-menu'
import { ApproveFactorReset } from './approve'
import type { SeenFactorReset } from './queries'
import { RefuseFactorReset } from './refuse'
import { WithdrawFactorReset } from './withdraw'
import { words } from './words.en'

const acts = [
  { name: 'factor_reset.approve', says: words.approve, icon: Check, Dialog: ApproveFactorReset },
  { name: 'factor_reset.refuse', says: words.refuse, icon: X, Dialog: RefuseFactorReset },
  { name: 'factor_reset.withdraw', says: words.withdraw, icon: Undo2, Dialog: WithdrawFactorReset },
]

type Act = (typeof acts)[number]
type Asked = { act: Act; reset: SeenFactorReset }
export type Ask = (asked: Asked) => void

/** What is asked of a reset, and its dialog for beside the list. */
export function useAskedOfFactorReset() {
  return useAsked<Asked>(({ act: { Dialog }, reset }, onClose) => (
    <Dialog reset={reset} onClose={onClose} />
  ))
}

type FactorResetActsProps = { reset: SeenFactorReset; ask: Ask }

/** What may be done with a reset that waits, each with its reason when it may not. */
export function FactorResetActs({ reset, ask }: FactorResetActsProps): ReactNode {
  if (reset.state !== 'waiting') return null
  return (
    <RowMenu label={words.acts(reset.person_name)}>
      {acts.map((act) => (
        <MenuItem
          key={act.name}
          icon={<act.icon className="size-4" aria-hidden="true" />}
          closedBecause={findAction(reset.actions, act.name)?.closed_because?.reason}
          onSelect={() => ask({ act, reset })}
        >
          {act.says}
        </MenuItem>
      ))}
    </RowMenu>
  )
}
