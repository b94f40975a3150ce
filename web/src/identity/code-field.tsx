import type { ComponentProps } from 'react'
import { Field, type FieldProps, splitField } from '@/ui/field'

type CodeFieldProps = FieldProps & Omit<ComponentProps<'input'>, 'className' | 'type'>

/** A code of the app or a recovery code: those have letters too. */
export function CodeField(props: CodeFieldProps) {
  const [field, input] = splitField(props)
  return (
    <Field {...field}>
      {(aria) => (
        <div className="control flex h-11 items-center px-3">
          <input
            type="text"
            inputMode="text"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            {...input}
            {...aria}
            className="block w-full min-w-0 bg-transparent font-mono text-xl tracking-[0.2em] outline-none"
          />
        </div>
      )}
    </Field>
  )
}
