import { Combobox } from '@/ui/combobox'
import type { Option } from '@/ui/option'
import { useSupplierChoices, useSupplierName } from '../choices'
import { type Choices, type ClosedField, type CodedField, useChoices } from './choices'

type ChoiceProps<Field extends ClosedField> = {
  field: Field
  label: string
  hint?: string
  value: string | null
  onChoose: (value: string | null) => void
  error?: string | undefined
  isDisabled: boolean
  /** Given where nothing at all is a choice too. */
  nothing?: string | undefined
}

/** One of the things that are known here: a unit, a country, a department, a supplier. */
export function MasterChoice({ field, ...props }: ChoiceProps<ClosedField>) {
  return field === 'supplier' ? (
    <SupplierChoice {...props} field={field} />
  ) : (
    <CodedChoice {...props} field={field} />
  )
}

function CodedChoice(props: ChoiceProps<CodedField>) {
  return <Chosen {...props} choices={useChoices(props.field)} name={undefined} />
}

function SupplierChoice(props: ChoiceProps<'supplier'>) {
  const name = useSupplierName(isId(props.value) ? props.value : undefined)
  return <Chosen {...props} choices={useSupplierChoices(false)} name={name} />
}

type ChosenProps = Omit<ChoiceProps<ClosedField>, 'field'> & {
  choices: Choices
  name: string | undefined
}

function Chosen({ value, onChoose, nothing, choices, name, ...shown }: ChosenProps) {
  const empty: readonly Option[] = nothing === undefined ? [] : [{ value: '', label: nothing }]
  const options = [...empty, ...choices.options]
  return (
    <Combobox
      label={shown.label}
      hint={shown.hint}
      error={shown.error}
      isDisabled={shown.isDisabled}
      isLabelHidden
      {...choices}
      options={options}
      value={optionOf(value, options, name)}
      onValueChange={(option) => onChoose(option?.value ?? null)}
    />
  )
}

/** What a chosen thing is called. */
export function MasterName({ field, value }: { field: ClosedField; value: string }) {
  return field === 'supplier' ? (
    <SupplierName value={value} />
  ) : (
    <CodedName field={field} value={value} />
  )
}

function SupplierName({ value }: { value: string }) {
  return useSupplierName(isId(value) ? value : undefined) ?? value
}

function CodedName({ field, value }: { field: CodedField; value: string }) {
  return optionOf(value, useChoices(field).options, undefined)?.label
}

function optionOf(
  value: string | null,
  options: readonly Option[],
  name: string | undefined,
): Option | null {
  if (value === null) return null
  const known = options.find((option) => option.value.toLowerCase() === value.toLowerCase())
  return known ?? { value, label: name ?? value }
}

function isId(value: string | null): value is string {
  return value !== null && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value)
}
