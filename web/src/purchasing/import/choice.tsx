import { Combobox } from '@/ui/combobox'
import { useSupplierName } from '../choices'
import { type Choices, type ClosedField, useChoices } from './choices'

type ChoiceProps = {
  field: ClosedField
  label: string
  hint?: string
  value: string | null
  onChoose: (value: string | null) => void
  error?: string | undefined
  isDisabled?: boolean
  className?: string
}

/** One of the things that are known here: a unit, a country, a department. */
export function MasterChoice({ field, value, onChoose, isDisabled, ...shown }: ChoiceProps) {
  const choices = useChoices(field)
  const supplier = useSupplierName(field === 'supplier' && isId(value) ? value : undefined)
  return (
    <Combobox
      {...shown}
      {...choices}
      isLabelHidden
      isDisabled={isDisabled ?? false}
      value={optionOf(value, choices, supplier)}
      onValueChange={(option) => onChoose(option?.value ?? null)}
    />
  )
}

function optionOf(value: string | null, { options }: Choices, name: string | undefined) {
  if (!value) return null
  const known = options.find((option) => option.value.toLowerCase() === value.toLowerCase())
  return known ?? { value, label: name ?? value }
}

function isId(value: string | null): value is string {
  return value !== null && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value)
}
