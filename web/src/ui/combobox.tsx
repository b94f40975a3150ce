import { Check, ChevronsUpDown } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { classNames } from './class-names'
import { type ControlAria, Field, type FieldProps, splitField } from './field'
import { isMatch, type Option, optionClass } from './option'
import { inputClass } from './text-field'
import { useAnchored } from './use-anchored'
import { words } from './words'

type ComboboxProps = FieldProps & {
  options: readonly Option[]
  value: Option | null
  onValueChange: (value: Option | null) => void
  /** Given when the server searches; the options are then shown as they are. */
  onSearch?: (text: string) => void
  onBlur?: () => void
  isLoading?: boolean
  isDisabled?: boolean
  placeholder?: string
}

/**
 * One choice out of many, found by typing: the editable combobox of the ARIA patterns. Type, then Enter or Tab
 * takes the first match; emptying the field clears the choice; Escape gives the old one back.
 */
export function Combobox(props: ComboboxProps) {
  const [field, control] = splitField(props)
  return (
    <Field {...field}>{(aria) => <Control {...control} aria={aria} label={field.label} />}</Field>
  )
}

type ControlProps = Omit<ComboboxProps, keyof FieldProps> & { aria: ControlAria; label: string }

function Control({ aria, label, options, value, onValueChange, onSearch, ...rest }: ControlProps) {
  /** What was typed since the field was entered; null while it shows the choice. */
  const [typed, setTyped] = useState<string | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  useAnchored(isOpen, box, popup)
  const isFiltering = typed !== null && typed.trim() !== '' && onSearch === undefined
  const shown = isFiltering ? options.filter((option) => isMatch(typed, option.label)) : options
  const activeOption = isOpen ? shown[Math.min(active, shown.length - 1)] : undefined
  const close = () => {
    setIsOpen(false)
    setTyped(null)
  }
  const choose = (option: Option | undefined) => {
    if (option && option.value !== value?.value) onValueChange(option)
    close()
  }
  const open = () => {
    setActive(
      Math.max(
        0,
        options.findIndex((option) => option.value === value?.value),
      ),
    )
    setIsOpen(true)
  }
  const keys: Record<string, (event: KeyboardEvent) => void> = {
    ArrowDown: () => (isOpen ? setActive((active + 1) % Math.max(1, shown.length)) : open()),
    ArrowUp: () =>
      isOpen ? setActive((active - 1 + shown.length) % Math.max(1, shown.length)) : open(),
    Enter: () => choose(activeOption),
    Escape: (event) => {
      event.stopPropagation()
      close()
    },
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && isOpen && typed) choose(activeOption)
    const isOurs = event.key.startsWith('Arrow') || isOpen
    const act = isOurs && !event.altKey ? keys[event.key] : undefined
    if (!act) return
    event.preventDefault()
    act(event)
  }
  return (
    <div ref={box} className="control flex h-9 items-center gap-2 px-2.5 max-md:h-11">
      <input
        {...aria}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${aria.id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={activeOption ? `${aria.id}-${activeOption.value}` : undefined}
        autoComplete="off"
        spellCheck={false}
        disabled={rest.isDisabled}
        placeholder={rest.placeholder ?? words.choose}
        value={typed ?? value?.label ?? ''}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
          setIsOpen(true)
          onSearch?.(event.target.value)
          if (event.target.value === '' && value) onValueChange(null)
        }}
        onClick={() => (isOpen ? undefined : open())}
        onFocus={(event) => event.target.select()}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close()
          rest.onBlur?.()
        }}
        className={classNames(inputClass, 'truncate')}
      />
      <ChevronsUpDown
        className="pointer-events-none size-3.5 shrink-0 text-faint"
        aria-hidden="true"
      />
      <div ref={popup} popover="manual" className="popup m-0 overflow-y-auto p-1.5 text-ink">
        <div role="listbox" id={`${aria.id}-list`} aria-label={label}>
          {(isOpen ? shown : []).map((option) => (
            <Choice
              key={option.value}
              id={`${aria.id}-${option.value}`}
              option={option}
              isActive={option === activeOption}
              isChosen={option.value === value?.value}
              onChoose={() => choose(option)}
            />
          ))}
        </div>
        <p role="status" className="px-2 text-muted text-sm not-empty:py-2">
          {isOpen && rest.isLoading ? `${words.loading}…` : null}
          {isOpen && !rest.isLoading && shown.length === 0 ? words.notFound : null}
        </p>
      </div>
    </div>
  )
}

type ChoiceProps = {
  id: string
  option: Option
  isActive: boolean
  isChosen: boolean
  onChoose: () => void
}

function Choice({ id, option, isActive, isChosen, onChoose }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus.
    <div
      ref={(element) => {
        if (isActive) element?.scrollIntoView?.({ block: 'nearest' })
      }}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      data-highlighted={isActive || undefined}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={classNames(optionClass, 'hover:bg-hover')}
    >
      <span className="min-w-0 flex-1 truncate">{option.label}</span>
      {option.hint ? <span className="shrink-0 text-faint text-xs">{option.hint}</span> : null}
      {isChosen ? <Check className="size-4 shrink-0 text-accent" aria-hidden="true" /> : null}
    </div>
  )
}
