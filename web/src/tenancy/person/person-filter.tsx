import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Combobox } from '@/ui/combobox'
import { anybodyFound, personQuery } from '../people-queries'

type PersonFilterProps = {
  label: string
  anybody: string
  id: string | undefined
  onChange: (id: string | undefined) => void
}

/** One person out of all, found by name or e-mail. */
export function PersonFilter({ label, anybody, id, onChange }: PersonFilterProps) {
  const [typed, setTyped] = useState('')
  const found = useQuery(anybodyFound(useDeferredValue(typed)))
  const chosen = useQuery({ ...personQuery(id ?? ''), enabled: id !== undefined, retry: false })
  const options = (found.data?.items ?? []).map((person) => ({
    value: person.id,
    label: person.name,
    hint: person.department_name ?? person.email,
  }))
  return (
    <Combobox
      label={label}
      isLabelHidden
      className="w-64 max-md:w-full"
      placeholder={anybody}
      options={options}
      isLoading={found.isPending}
      onSearch={setTyped}
      value={id === undefined ? null : { value: id, label: chosen.data?.name ?? id }}
      onValueChange={(option) => onChange(option?.value)}
    />
  )
}
