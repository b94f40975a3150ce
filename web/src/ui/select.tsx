import { ChevronsUpDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { Field, type FieldProps, splitField } from './field'
import { words } from './words'

export type SelectOption = { value: string; label: string; isDisabled?: boolean }

type SelectProps = FieldProps &
  Omit<ComponentProps<'select'>, 'className' | 'children' | 'multiple'> & {
    options: readonly SelectOption[]
    placeholder?: string
  }

/**
 * One choice out of a short, fixed list; use a combobox beyond about a dozen. The browser's own control,
 * which is the quickest by keyboard and on phones; where the browser allows it, it is drawn like our menus.
 */
export function Select(props: SelectProps) {
  const [field, { options, placeholder, ...select }] = splitField(props)
  return (
    <Field {...field}>
      {(aria) => (
        <div className="control relative flex h-9 items-center max-md:h-11">
          <select
            {...select}
            {...aria}
            className={classNames(
              'select-menu h-full w-full cursor-pointer truncate rounded-md bg-transparent pr-8 pl-2.5 text-sm outline-none max-md:text-lg',
            )}
          >
            {placeholder === undefined ? null : (
              <option value="">{placeholder || words.choose}</option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.isDisabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronsUpDown
            className="pointer-events-none absolute right-2.5 size-3.5 text-faint"
            aria-hidden="true"
          />
        </div>
      )}
    </Field>
  )
}
