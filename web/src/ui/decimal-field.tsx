import { type ComponentProps, type ReactNode, useState } from 'react'
import { classNames } from './class-names'
import { editableDecimal, readDecimal } from './decimal-text'
import { Field, type FieldProps, splitField } from './field'
import { useLocale } from './locale'
import { inputClass } from './text-field'

type DecimalFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'className' | 'type' | 'value' | 'defaultValue' | 'onChange'> & {
    /** A canonical decimal such as `1234.50`, or whatever was typed while that is no number. */
    value: string
    onValueChange: (value: string) => void
    /** What stands beside the number: a currency, a unit. */
    unit?: ReactNode
  }

/** A number or an amount of money as a decimal string; it is never turned into a float. */
export function DecimalField(props: DecimalFieldProps) {
  const [field, { value, onValueChange, unit, onBlur, ...input }] = splitField(props)
  const { locale } = useLocale()
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Field {...field}>
      {(aria) => (
        <div className="control flex h-9 items-center gap-2 px-2.5 max-md:h-11">
          <input
            {...input}
            {...aria}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={typed ?? editableDecimal(value, locale)}
            onChange={(event) => {
              const text = event.target.value
              setTyped(text)
              onValueChange(readDecimal(text, locale) ?? text)
            }}
            onBlur={(event) => {
              setTyped(null)
              onBlur?.(event)
            }}
            className={classNames(inputClass, 'num text-right')}
          />
          {unit ? <span className="shrink-0 text-faint text-xs">{unit}</span> : null}
        </div>
      )}
    </Field>
  )
}
