import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'
import { words } from './words'

export type FieldProps = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  isOptional?: boolean
  /** Hides the label from sight, not from a screen reader; for cells of a table that has a header. */
  isLabelHidden?: boolean
  className?: string | undefined
}

export type ControlAria = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** Splits the field's own props from those of its control. */
export function splitField<Props extends FieldProps>(
  props: Props,
): [FieldProps, Omit<Props, keyof FieldProps>] {
  const { label, hint, error, isOptional, isLabelHidden, className, ...control } = props
  const field: FieldProps = { label, hint, error, className }
  if (isOptional !== undefined) field.isOptional = isOptional
  if (isLabelHidden !== undefined) field.isLabelHidden = isLabelHidden
  return [field, control]
}

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({
  label,
  hint,
  error,
  isOptional = false,
  isLabelHidden = false,
  className,
  children,
}: FieldProps & { children: (aria: ControlAria, labelId: string) => ReactNode }) {
  const id = useId()
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean)
  const aria: ControlAria = {
    id,
    'aria-describedby': described.join(' ') || undefined,
    'aria-invalid': error ? true : undefined,
  }
  return (
    <div className={classNames('min-w-0', className)}>
      <label
        htmlFor={id}
        id={`${id}-label`}
        className={isLabelHidden ? 'sr-only' : 'mb-1 block w-fit font-[530] text-sm'}
      >
        {label}
        {isOptional ? (
          <span className="ml-1.5 font-normal text-faint">{words.optional}</span>
        ) : null}
      </label>
      {children(aria, `${id}-label`)}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-faint text-xs">
          {hint}
        </p>
      ) : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  )
}

type FieldErrorProps = {
  id: string
  /** Told at once to who does not see it; for what is checked while nobody stands in the field. */
  isAlert?: boolean
  children: string
}

/** What is wrong with a field, below it. */
export function FieldError({ id, isAlert = false, children }: FieldErrorProps) {
  return (
    <p
      id={id}
      role={isAlert ? 'alert' : undefined}
      className="mt-1 flex items-start gap-1 text-bad text-xs"
    >
      <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden="true" />
      {children}
    </p>
  )
}
