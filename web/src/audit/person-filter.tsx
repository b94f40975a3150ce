import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Combobox } from '@/ui/combobox'
import { messages } from './messages.en'
import { peopleFound, personNamed } from './queries'

type PersonFilterProps = { id: string | undefined; onChange: (id: string | undefined) => void }

/** One person out of all, found by name or e-mail. */
export function PersonFilter({ id, onChange }: PersonFilterProps) {
  const [typed, setTyped] = useState('')
  const found = useQuery(peopleFound(useDeferredValue(typed)))
  const chosen = usePersonName(id)
  const options = (found.data?.items ?? []).map((person) => ({
    value: person.id,
    label: person.name,
    hint: person.department_name ?? person.email,
  }))
  return (
    <Combobox
      label={messages.person}
      placeholder={messages.anybody}
      options={options}
      isLoading={found.isPending}
      onSearch={setTyped}
      value={id === undefined ? null : { value: id, label: chosen }}
      onValueChange={(option) => onChange(option?.value)}
    />
  )
}

/** What somebody is called; the id while that is not known. */
export function usePersonName(id: string | undefined): string {
  const query = useQuery(personNamed(id))
  return query.data?.name ?? id ?? ''
}
