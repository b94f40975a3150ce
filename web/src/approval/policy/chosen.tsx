import { Combobox } from '@/ui/combobox'
import type { Option } from '@/ui/option'
import { type ChoiceKind, useIdChoices } from '../choices'

type ChosenProps = {
  of: ChoiceKind
  label: string
  value: Option | null
  onChange: (option: Option | null) => void
  isOptional?: boolean
  error?: string | undefined
}

/** One of those that there are, looked up while somebody types. */
export function Chosen({ of, onChange, ...field }: ChosenProps) {
  const choices = useIdChoices(of)
  return (
    <Combobox
      {...field}
      options={choices.options}
      onSearch={choices.onSearch}
      isLoading={choices.isLoading}
      onValueChange={onChange}
    />
  )
}
