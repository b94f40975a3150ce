import { Search } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { classNames } from './class-names'
import { useShortcut } from './shortcuts'
import { inputClass } from './text-field'

type SearchFieldProps = {
  label: string
  value: string
  /** Called once the typing rests. */
  onSearch: (text: string) => void
  /** The keys that put the cursor here. */
  chord?: string
  className?: string
}

const restMs = 250

/** Words to look for; the place that holds them, mostly the URL, is told when the typing rests. */
export function SearchField({ label, value, onSearch, chord, className }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const [told, setTold] = useState(value)
  const [seen, setSeen] = useState(value)
  /** A link is followed: a search would cross its way. */
  const [isLeft, setIsLeft] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  if (value !== seen) {
    setSeen(value)
    if (value !== told) {
      setTold(value)
      setTyped(value)
    }
  }
  const search = () => {
    setTold(typed)
    onSearch(typed)
  }
  const onRest = useEffectEvent(search)
  useEffect(() => {
    if (typed === told || isLeft) return undefined
    const timer = setTimeout(() => onRest(), restMs)
    return () => clearTimeout(timer)
  }, [typed, told, isLeft])
  useShortcut(chord, label, () => input.current?.focus())
  return (
    <div
      className={classNames('control flex h-9 items-center gap-2 px-2.5 max-md:h-11', className)}
    >
      <Search className="size-4 shrink-0 text-faint" aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && typed !== told) search()
        }}
        onBlur={(event) => setIsLeft(event.relatedTarget instanceof HTMLAnchorElement)}
        onFocus={() => setIsLeft(false)}
        className={classNames(inputClass, '[&::-webkit-search-cancel-button]:appearance-none')}
      />
    </div>
  )
}
