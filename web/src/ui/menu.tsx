import { Check } from 'lucide-react'
import {
  cloneElement,
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
import { classNames } from './class-names'
import { optionClass } from './option'
import { useAnchored } from './use-anchored'

type MenuProps = {
  /** The button that opens the menu; a Button, an IconButton or a plain one. */
  trigger: ReactElement<Record<string, unknown>>
  /** `MenuItem`, `MenuTick` and `MenuLine`. */
  children: ReactNode
  align?: 'start' | 'end'
}

const CloseContext = createContext<() => void>(() => {})

/** The menu button of the ARIA patterns: arrows, Home, End and first letters move, Escape gives the focus back. */
export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  useAnchored(isOpen, anchor, popup, align)
  useOutsidePress(isOpen, [anchor, popup], () => setIsOpen(false))
  useEffect(() => {
    if (isOpen) itemsOf(popup.current)[0]?.focus()
  }, [isOpen])
  const close = () => {
    setIsOpen(false)
    anchor.current?.querySelector('button')?.focus()
  }
  return (
    <CloseContext value={close}>
      <span ref={anchor} className="flex">
        {cloneElement(trigger, {
          'aria-haspopup': 'menu',
          'aria-expanded': isOpen,
          'data-popup-open': isOpen || undefined,
          onClick: () => setIsOpen(!isOpen),
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
            event.preventDefault()
            setIsOpen(true)
          },
        })}
      </span>
      {isOpen ? (
        <div
          ref={popup}
          popover="manual"
          role="menu"
          // A long one scrolls, and what scrolls must be reachable; the Tab key itself closes it.
          tabIndex={0}
          onKeyDown={(event) => moveWithin(event, close)}
          className="popup m-0 min-w-52 overflow-y-auto p-1.5 text-ink outline-none"
        >
          {children}
        </div>
      ) : null}
    </CloseContext>
  )
}

type MenuItemProps = {
  children: ReactNode
  onSelect: () => void
  icon?: ReactNode
  isDanger?: boolean
  /** Shown below the words when the item is closed; it stays focusable. */
  closedBecause?: string | undefined
}

export function MenuItem({
  children,
  onSelect,
  icon,
  isDanger = false,
  closedBecause,
}: MenuItemProps) {
  const close = use(CloseContext)
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={closedBecause ? true : undefined}
      onClick={() => {
        if (closedBecause) return
        close()
        onSelect()
      }}
      className={classNames(itemClass, isDanger && 'text-bad', closedBecause && 'text-faint')}
    >
      {icon}
      <span className="min-w-0 flex-1">
        {children}
        {closedBecause ? <span className="block max-w-60 text-xs">{closedBecause}</span> : null}
      </span>
    </button>
  )
}

type MenuTickProps = {
  children: ReactNode
  isTicked: boolean
  onTickedChange: (isTicked: boolean) => void
  hint?: string
  /** Shown in place of the hint when it cannot be ticked; it stays focusable. */
  closedBecause?: string | undefined
}

export function MenuTick({
  children,
  isTicked,
  onTickedChange,
  hint,
  closedBecause,
}: MenuTickProps) {
  const below = closedBecause ?? hint
  return (
    <button
      type="button"
      role="menuitemcheckbox"
      tabIndex={-1}
      aria-checked={isTicked}
      aria-disabled={closedBecause ? true : undefined}
      onClick={() => (closedBecause ? undefined : onTickedChange(!isTicked))}
      className={classNames(itemClass, closedBecause && 'text-faint')}
    >
      <span className="min-w-0 flex-1">
        {children}
        {below ? <span className="block max-w-60 text-faint text-xs">{below}</span> : null}
      </span>
      <Check
        className={classNames('size-4 text-accent', !isTicked && 'invisible')}
        aria-hidden="true"
      />
    </button>
  )
}

export function MenuLine() {
  return <hr className="-mx-1.5 my-1.5 border-line" />
}

const itemClass = classNames(optionClass, 'w-full text-left hover:bg-hover focus:bg-hover')

function itemsOf(popup: HTMLElement | null): HTMLElement[] {
  return [...(popup?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
}

function moveWithin(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = itemsOf(event.currentTarget)
  const at = items.findIndex((item) => item.matches(':focus'))
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1 + items.length,
    Home: 0,
    End: items.length - 1,
  }
  const target = steps[event.key]
  if (event.key === 'Escape' || event.key === 'Tab') {
    if (event.key === 'Escape') event.preventDefault()
    event.stopPropagation()
    close()
  } else if (target !== undefined) {
    event.preventDefault()
    items[target % items.length]?.focus()
  } else if (/^\p{L}$/u.test(event.key)) {
    const after = [...items.slice(at + 1), ...items.slice(0, at + 1)]
    const letter = event.key.toLowerCase()
    after.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus()
  }
}

function useOutsidePress(
  isOpen: boolean,
  inside: { current: HTMLElement | null }[],
  onPress: () => void,
): void {
  const onPointerDown = useEffectEvent((event: PointerEvent) => {
    const target = event.target instanceof Node ? event.target : null
    if (!inside.some((part) => part.current?.contains(target))) onPress()
  })
  useEffect(() => {
    if (!isOpen) return undefined
    const listener = (event: PointerEvent) => onPointerDown(event)
    document.addEventListener('pointerdown', listener, true)
    return () => document.removeEventListener('pointerdown', listener, true)
  }, [isOpen])
}
