import { EllipsisVertical } from 'lucide-react'
import { type ComponentType, type ReactNode, Suspense, useState } from 'react'
import { type Action, ActionButton, findAction } from '@/ui/action-button'
import { Button, type ButtonLook } from '@/ui/button'
import { Kbd } from '@/ui/kbd'
import { Menu, MenuItem } from '@/ui/menu'
import { useShortcut } from '@/ui/shortcuts'
import { messages } from '../messages.en'

/** One act that a document offers: its button, its key and its dialog. */
export type Act<Subject> = {
  /** The permission behind it, which is how the server names it. */
  name: string
  label: string
  icon: ReactNode
  look?: ButtonLook
  chord?: string
  Dialog: ComponentType<{ subject: Subject; onClose: () => void }>
}

type ActsProps<Subject> = {
  subject: Subject
  actions: readonly Action[]
  /** Those that matter in the present state, the chief one last; the others stand in the menu. */
  chief: readonly string[]
  acts: readonly Act<Subject>[]
}

/** The acts of a document: the chief ones as buttons, the rest in a menu, each open or closed as the server says. */
export function Acts<Subject>({ subject, actions, chief, acts }: ActsProps<Subject>) {
  const [open, setOpen] = useState<string | null>(null)
  const offered = acts.filter((act) => findAction(actions, act.name))
  const first = chief.flatMap((name) => offered.filter((act) => act.name === name))
  // What the person has no permission for is not worth a place in the menu.
  const rest = offered.filter(
    (act) =>
      !chief.includes(act.name) &&
      findAction(actions, act.name)?.closed_because?.code !== 'forbidden',
  )
  const Dialog = acts.find((act) => act.name === open)?.Dialog
  return (
    <>
      {first.map((act) => (
        <ActButton
          key={act.name}
          act={act}
          action={findAction(actions, act.name)}
          onOpen={() => setOpen(act.name)}
        />
      ))}
      {rest.length > 0 ? (
        <Menu
          trigger={
            <Button
              aria-label={messages.act.more}
              icon={<EllipsisVertical className="size-4" aria-hidden="true" />}
              className="max-md:w-10 max-md:px-0"
            />
          }
        >
          {openFirst(rest, actions).map((act) => (
            <MenuItem
              key={act.name}
              icon={act.icon}
              isDanger={act.look === 'danger'}
              closedBecause={findAction(actions, act.name)?.closed_because?.reason}
              onSelect={() => setOpen(act.name)}
            >
              {act.label}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
      {Dialog ? (
        <Suspense fallback={null}>
          <Dialog subject={subject} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
    </>
  )
}

function openFirst<Subject>(
  acts: readonly Act<Subject>[],
  actions: readonly Action[],
): readonly Act<Subject>[] {
  const isOpen = (act: Act<Subject>) => !findAction(actions, act.name)?.closed_because
  return [...acts.filter(isOpen), ...acts.filter((act) => !isOpen(act))]
}

type ActButtonProps<Subject> = {
  act: Act<Subject>
  action: Action | undefined
  onOpen: () => void
}

function ActButton<Subject>({ act, action, onOpen }: ActButtonProps<Subject>) {
  const isOpen = action && !action.closed_because
  useShortcut(isOpen ? act.chord : undefined, act.label, onOpen)
  return (
    <ActionButton
      action={action}
      look={act.look ?? 'plain'}
      icon={act.icon}
      aria-keyshortcuts={isOpen ? act.chord?.toUpperCase() : undefined}
      onClick={onOpen}
    >
      {act.label}
      {isOpen && act.chord ? (
        <span aria-hidden="true" className="max-lg:hidden">
          <Kbd>{act.chord.toUpperCase()}</Kbd>
        </span>
      ) : null}
    </ActionButton>
  )
}
