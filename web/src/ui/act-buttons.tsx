import type { ReactNode } from 'react'
import { type Action, ActionButton, findAction } from './action-button'
import type { ButtonProps } from './button'

type Act = { name: string; says: string; look: NonNullable<ButtonProps['look']> }
type ActButtonsProps<A> = {
  acts: readonly A[]
  /** What the server says of each. */
  actions: readonly Action[]
  onAsk: (act: A) => void
}

/** The acts that are open to somebody, side by side: what is somebody else's to do does not stand there closed. */
export function ActButtons<A extends Act>({ acts, actions, onAsk }: ActButtonsProps<A>): ReactNode {
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {acts.map((act) => {
        const action = findAction(actions, act.name)
        return action?.closed_because ? null : (
          <ActionButton key={act.name} action={action} look={act.look} onClick={() => onAsk(act)}>
            {act.says}
          </ActionButton>
        )
      })}
    </div>
  )
}
