import { ListFilter, X } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '@/kernel/format'
import { shortId } from '@/kernel/ids'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { DateField } from '@/ui/date-field'
import { SearchField } from '@/ui/search-field'
import { TextField } from '@/ui/text-field'
import { knownActions, knownEntities } from '../actions'
import { messages, nounOf, titleOf } from '../messages.en'
import { PersonFilter, usePersonName } from '../person-filter'
import type { AuditSearch } from './search'

type FiltersProps = { search: AuditSearch; onFilter: (change: AuditSearch) => void }

/** Words to look for, the filters that are on, and a panel with all of them. */
export function AuditFilters({ search, onFilter }: FiltersProps) {
  const [isOpen, setIsOpen] = useState(false)
  const on = useFiltersOn(search)
  return (
    <search aria-label={messages.title} className="mb-4 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label={messages.search}
          chord="f"
          value={search.q ?? ''}
          onSearch={(q) => onFilter({ q })}
          className="w-80 max-md:w-full"
        />
        <Button
          icon={<ListFilter className="size-4" aria-hidden="true" />}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="h-9 max-md:h-11"
        >
          {on.length > 0 ? messages.filtersOn(on.length) : messages.filters}
        </Button>
        {on.map(({ label, off }) => (
          <button
            key={label}
            type="button"
            aria-label={messages.remove(label)}
            onClick={() => onFilter(off)}
            className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft px-2.5 text-xs hover:bg-hover max-md:h-9"
          >
            <span className="truncate">{label}</span>
            <X className="size-3 shrink-0" aria-hidden="true" />
          </button>
        ))}
      </div>
      {isOpen ? <Panel search={search} onFilter={onFilter} /> : null}
    </search>
  )
}

function Panel({ search, onFilter }: FiltersProps) {
  return (
    <div className="card grid gap-3 p-4 sm:grid-cols-2 lg:grid-cols-3">
      <PersonFilter id={search.person_id} onChange={(person_id) => onFilter({ person_id })} />
      <Choice
        label={messages.action}
        placeholder={messages.anyAction}
        known={knownActions}
        wordsOf={titleOf}
        value={search.action}
        onChange={(action) => onFilter({ action })}
      />
      <Choice
        label={messages.entity}
        placeholder={messages.anyEntity}
        known={knownEntities}
        wordsOf={nounOf}
        value={search.entity}
        onChange={(entity) => onFilter({ entity })}
      />
      <DateField
        label={messages.from}
        value={search.from ?? ''}
        max={search.to}
        onChange={(event) => onFilter({ from: event.target.value || undefined })}
      />
      <DateField
        label={messages.to}
        value={search.to ?? ''}
        min={search.from}
        onChange={(event) => onFilter({ to: event.target.value || undefined })}
      />
      <RequestIdField value={search.request_id} onChange={(id) => onFilter({ request_id: id })} />
    </div>
  )
}

type ChoiceProps = {
  label: string
  placeholder: string
  known: readonly string[]
  wordsOf: (code: string) => string
  value: string | undefined
  onChange: (value: string | undefined) => void
}

function Choice({ label, placeholder, known, wordsOf, value, onChange }: ChoiceProps) {
  const options = known.map((code) => ({ value: code, label: wordsOf(code), hint: code }))
  return (
    <Combobox
      label={label}
      placeholder={placeholder}
      options={options}
      value={value === undefined ? null : { value, label: wordsOf(value) }}
      onValueChange={(option) => onChange(option?.value)}
    />
  )
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type RequestIdFieldProps = {
  value: string | undefined
  onChange: (value: string | undefined) => void
}

function RequestIdField({ value, onChange }: RequestIdFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const text = (typed ?? value ?? '').trim()
  const isWrong = text !== '' && !uuid.test(text)
  return (
    <TextField
      label={messages.requestId}
      hint={messages.requestHint}
      error={isWrong && typed !== null ? messages.badRequestId : undefined}
      value={typed ?? value ?? ''}
      spellCheck={false}
      onChange={(event) => {
        const next = event.target.value
        setTyped(next)
        if (next.trim() === '' || uuid.test(next.trim())) onChange(next.trim() || undefined)
      }}
      onBlur={() => (isWrong ? undefined : setTyped(null))}
    />
  )
}

type FilterOn = { label: string; off: AuditSearch }

function useFiltersOn(search: AuditSearch): readonly FilterOn[] {
  const format = useFormat()
  const name = usePersonName(search.person_id)
  const { entity, entity_id, action, from, to, request_id } = search
  const all: (FilterOn | null)[] = [
    search.person_id ? { label: name, off: { person_id: undefined } } : null,
    action ? { label: titleOf(action), off: { action: undefined } } : null,
    entity ? { label: nounOf(entity), off: { entity: undefined } } : null,
    entity_id
      ? { label: `${messages.document} …${shortId(entity_id)}`, off: { entity_id: undefined } }
      : null,
    from
      ? { label: `${messages.from} ${format.date(from)}`, off: { from: undefined, q: undefined } }
      : null,
    to ? { label: `${messages.to} ${format.date(to)}`, off: { to: undefined } } : null,
    request_id
      ? { label: `${messages.request} …${shortId(request_id)}`, off: { request_id: undefined } }
      : null,
  ]
  return all.filter((one) => one !== null)
}
