import { type Control, Controller, type FieldPath, type FieldValues } from 'react-hook-form'
import { Combobox } from '@/ui/combobox'
import type { FieldProps } from '@/ui/field'
import type { Option } from '@/ui/option'

type ChoiceFieldProps<Values extends FieldValues> = Omit<FieldProps, 'error'> & {
  control: Control<Values>
  name: FieldPath<Values>
  options: readonly Option[]
  isLoading?: boolean
  isDisabled?: boolean
  placeholder?: string
}

/** One of many as a field whose value is the option's own, or nothing. */
export function ChoiceField<Values extends FieldValues>({
  control,
  name,
  options,
  ...rest
}: ChoiceFieldProps<Values>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <Combobox
          {...rest}
          options={options}
          value={chosen(options, String(field.value ?? ''))}
          onValueChange={(option) => field.onChange(option?.value ?? '')}
          onBlur={field.onBlur}
          error={fieldState.error?.message}
        />
      )}
    />
  )
}

/** The option of a value; one that is not on offer, or not yet, shows itself. */
function chosen(options: readonly Option[], value: string): Option | null {
  if (value === '') return null
  return options.find((option) => option.value === value) ?? { value, label: value }
}
