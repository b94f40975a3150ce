import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { Field, type FieldProps, splitField } from './field'

export const inputClass =
  'block w-full min-w-0 bg-transparent text-sm outline-none placeholder:text-faint max-md:text-lg'

type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'className'> & { before?: ReactNode; after?: ReactNode }

export function TextField(props: TextFieldProps) {
  const [field, { before, after, ...input }] = splitField(props)
  return (
    <Field {...field}>
      {(aria) => (
        <div className="control flex h-9 items-center gap-2 px-2.5 max-md:h-11">
          {before}
          <input type="text" {...input} {...aria} className={inputClass} />
          {after}
        </div>
      )}
    </Field>
  )
}

type TextAreaProps = FieldProps & Omit<ComponentProps<'textarea'>, 'className'>

export function TextArea(props: TextAreaProps) {
  const [field, area] = splitField(props)
  return (
    <Field {...field}>
      {(aria) => (
        <div className="control">
          <textarea
            rows={3}
            {...area}
            {...aria}
            className={classNames(
              inputClass,
              'field-sizing-content max-h-80 min-h-16 resize-y px-2.5 py-2',
            )}
          />
        </div>
      )}
    </Field>
  )
}
