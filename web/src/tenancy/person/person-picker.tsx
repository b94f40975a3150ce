import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Combobox } from '@/ui/combobox'
import type { Option } from '@/ui/option'
import { peopleFound } from '../people-queries'
import { words } from './leaving-words.en'

type PersonPickerProps = {
  label: string
  hint?: string
  error: string | undefined
  /** Who cannot be chosen. */
  except: string
  value: Option | null
  onChange: (person: Option | null) => void
}

/** Somebody active, found by name or e-mail. */
export function PersonPicker({ label, hint, error, except, value, onChange }: PersonPickerProps) {
  const [typed, setTyped] = useState('')
  const found = useQuery(peopleFound(useDeferredValue(typed)))
  const others = (found.data?.items ?? []).filter((person) => person.id !== except)
  const options = others.map((person) => ({
    value: person.id,
    label: person.name,
    hint: person.department_name ?? person.email,
  }))
  return (
    <Combobox
      label={label}
      {...(hint ? { hint } : {})}
      error={error}
      placeholder={words.choose}
      options={options}
      isLoading={found.isPending}
      onSearch={setTyped}
      value={value}
      onValueChange={onChange}
    />
  )
}
