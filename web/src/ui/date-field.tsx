import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { Field, type FieldProps, splitField } from './field'
import { inputClass } from './text-field'

type DateFieldProps = FieldProps & Omit<ComponentProps<'input'>, 'className' | 'type'>

/** A calendar date: its value is `2026-12-18`, which no time zone can move. */
export function DateField(props: DateFieldProps) {
  const [field, input] = splitField(props)
  return (
    <Field {...field}>
      {(aria) => (
        <div className="control flex h-9 items-center px-2.5 max-md:h-11">
          <input {...input} {...aria} type="date" className={classNames(inputClass, 'num')} />
        </div>
      )}
    </Field>
  )
}
