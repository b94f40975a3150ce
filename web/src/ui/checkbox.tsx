import { Check, Minus } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { FieldError } from './field'

type CheckboxProps = {
  label: string
  isChecked: boolean
  onCheckedChange: (isChecked: boolean) => void
  hint?: ReactNode
  error?: string | undefined
  isMixed?: boolean
  isDisabled?: boolean
  isLabelHidden?: boolean
}

export function Checkbox({
  label,
  isChecked,
  onCheckedChange,
  hint,
  error,
  isMixed = false,
  isDisabled = false,
  isLabelHidden = false,
}: CheckboxProps) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = isMixed
  }, [isMixed])
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean)
  const Mark = isMixed ? Minus : Check
  return (
    <div className="flex items-start gap-2.5">
      <span className="relative mt-0.5 grid size-4 shrink-0 place-items-center max-md:size-5">
        <input
          ref={box}
          id={id}
          type="checkbox"
          checked={isChecked}
          disabled={isDisabled}
          onChange={(event) => onCheckedChange(event.target.checked)}
          aria-describedby={described.join(' ') || undefined}
          aria-invalid={error ? true : undefined}
          aria-label={isLabelHidden ? label : undefined}
          className="peer absolute inset-0 cursor-pointer appearance-none rounded-[4px] border border-control bg-surface after:absolute after:-inset-2 checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-55"
        />
        <Mark
          className="pointer-events-none relative hidden size-3 text-on-accent peer-checked:block peer-indeterminate:block"
          strokeWidth={3}
          aria-hidden="true"
        />
      </span>
      {isLabelHidden ? null : (
        <span className="min-w-0">
          <label htmlFor={id} className="text-sm">
            {label}
          </label>
          {hint ? (
            <span id={`${id}-hint`} className="block text-faint text-xs">
              {hint}
            </span>
          ) : null}
          {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
        </span>
      )}
    </div>
  )
}
