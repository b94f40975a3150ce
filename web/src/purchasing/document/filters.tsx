import { useQuery } from '@tanstack/react-query'
import { ListFilter, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useFormat } from '@/kernel/format'
import { organisationQuery } from '@/tenancy/organisation/queries'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { DateField } from '@/ui/date-field'
import { DecimalField } from '@/ui/decimal-field'
import { Drawer } from '@/ui/drawer'
import { SearchField } from '@/ui/search-field'
import { Segmented } from '@/ui/segmented'
import { Select, type SelectOption } from '@/ui/select'
import {
  useDepartmentChoices,
  usePeopleChoices,
  usePersonName,
  useSupplierChoices,
  useSupplierName,
} from '../choices'
import { messages } from '../messages.en'
import { type DocumentSearch, setFilters } from './search'

const words = messages.filter

type FiltersProps<State extends string> = {
  label: string
  search: DocumentSearch<State>
  /** The states that have a view of their own; the others are reached by the filter. */
  views: readonly { value: State; label: string }[]
  states: readonly { value: State; label: string }[]
  all: string
  /** The view of what somebody works on next, where the list has one. */
  toOrder?: string
  onSearch: (search: DocumentSearch<State>) => void
}

/** Saved views, words to look for, and everything else as chips that can be taken away again. */
export function DocumentFilters<State extends string>(props: FiltersProps<State>) {
  const { label, search, views, states, all, toOrder, onSearch } = props
  const [isOpen, setIsOpen] = useState(false)
  const view = views.find((one) => one.value === search.lifecycle)?.value ?? 'all'
  const segments = [
    { value: 'all' as const, label: all },
    ...(toOrder ? [{ value: 'to_order' as const, label: toOrder }] : []),
    ...views,
  ]
  const shown = search.lifecycle === undefined || view !== 'all' ? view : ('' as State)
  return (
    <search aria-label={label} className="mb-3 flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented<State | 'all' | 'to_order'>
          label={messages.view}
          segments={segments}
          value={search.is_to_order ? 'to_order' : shown}
          onValueChange={(value) =>
            onSearch({
              ...search,
              lifecycle: value === 'all' || value === 'to_order' ? undefined : value,
              is_to_order: value === 'to_order' ? true : undefined,
            })
          }
        />
        <span className="flex-1 max-md:hidden" />
        <SearchField
          label={words.search}
          chord="f"
          value={search.q ?? ''}
          onSearch={(q) => onSearch({ ...search, q })}
          className="w-64 max-md:min-w-0 max-md:flex-1"
        />
        <Button
          icon={<ListFilter className="size-4" aria-hidden="true" />}
          className="h-9 max-md:h-11"
          onClick={() => setIsOpen(true)}
        >
          {words.open}
        </Button>
      </div>
      <Chips
        search={search}
        states={view === 'all' ? states : []}
        onSearch={(change) => onSearch({ ...search, ...change })}
      />
      {isOpen ? (
        <FilterDrawer
          search={search}
          states={states}
          onClose={() => setIsOpen(false)}
          onSearch={(wanted) => {
            setIsOpen(false)
            onSearch({
              ...wanted,
              lifecycle: states.find((one) => one.value === wanted.lifecycle)?.value,
            })
          }}
        />
      ) : null}
    </search>
  )
}

type ChipsProps = {
  search: DocumentSearch
  states: readonly SelectOption[]
  onSearch: (change: Record<string, undefined>) => void
}

function Chips({ search, states, onSearch }: ChipsProps) {
  const chips = useChips(search, states)
  if (chips.length === 0) return null
  return (
    <ul aria-label={words.active} className="flex flex-wrap gap-1.5">
      {chips.map(({ text, fields }) => (
        <li key={fields.join()}>
          <button
            type="button"
            aria-label={words.remove(text)}
            onClick={() => onSearch(Object.fromEntries(fields.map((field) => [field, undefined])))}
            className="inline-flex h-7 items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-ink text-xs hover:bg-hover max-md:h-9"
          >
            {text}
            <X className="size-3.5 text-faint" aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function useChips(search: DocumentSearch, states: readonly SelectOption[]) {
  const format = useFormat()
  const supplier = useSupplierName(search.supplier_id)
  const person = usePersonName(search.requester_id)
  const department = useDepartmentChoices().find((one) => one.value === search.department_id)?.label
  const between = (
    from: string | undefined,
    to: string | undefined,
    show: (one: string) => string,
  ) =>
    [from ? words.from(show(from)) : '', to ? words.upTo(show(to)) : ''].filter(Boolean).join(' ')
  const money = (amount: string) =>
    search.currency ? format.money({ amount, currency: search.currency }) : amount
  const chips = [
    {
      name: words.lifecycle,
      value: states.find((one) => one.value === search.lifecycle)?.label ?? '',
      fields: ['lifecycle'],
    },
    { name: words.supplier, value: named(search.supplier_id, supplier), fields: ['supplier_id'] },
    {
      name: words.department,
      value: named(search.department_id, department),
      fields: ['department_id'],
    },
    { name: words.requester, value: named(search.requester_id, person), fields: ['requester_id'] },
    {
      name: words.amount,
      value: between(search.amount_from, search.amount_to, money),
      fields: ['amount_from', 'amount_to', 'currency'],
    },
    {
      name: words.drafted,
      value: between(search.created_from, search.created_to, format.date),
      fields: ['created_from', 'created_to'],
    },
    {
      name: words.needed,
      value: between(search.need_by_from, search.need_by_to, format.date),
      fields: ['need_by_from', 'need_by_to'],
    },
  ]
  return chips
    .filter(({ value }) => value !== '')
    .map(({ name, value, fields }) => ({ text: `${name}: ${value}`, fields }))
}

function named(id: string | undefined, name: string | undefined): string {
  return id === undefined ? '' : (name ?? '…')
}

type FilterDrawerProps = {
  search: DocumentSearch
  states: readonly SelectOption[]
  onSearch: (search: DocumentSearch) => void
  onClose: () => void
}

function FilterDrawer({ search, states, onSearch, onClose }: FilterDrawerProps) {
  const [wanted, setWanted] = useState(search)
  const { data: organisation } = useQuery(organisationQuery)
  const change = (part: DocumentSearch) => setWanted((old) => ({ ...old, ...part }))
  const amounts = [wanted.amount_from, wanted.amount_to]
  const isWrong = amounts.some((amount) => amount && !/^\d+(\.\d+)?$/.test(amount))
  const currency = wanted.currency ?? organisation?.base_currency
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isWrong) onSearch(setFilters({ ...wanted, currency }))
  }
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={words.title}
      footer={
        <>
          <Button type="submit" form="document-filters" look="primary">
            {words.apply}
          </Button>
          <Button onClick={() => onSearch(search.q ? { q: search.q } : {})}>{words.clear}</Button>
        </>
      }
    >
      <form id="document-filters" noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Select
          label={words.lifecycle}
          options={states}
          placeholder={words.anyLifecycle}
          value={wanted.lifecycle ?? ''}
          onChange={(event) => change({ lifecycle: event.target.value || undefined })}
        />
        <Parties wanted={wanted} onChange={change} />
        <div className="grid grid-cols-2 gap-3">
          <DecimalField
            label={words.amountFrom}
            unit={currency}
            value={wanted.amount_from ?? ''}
            error={isWrong ? words.notAnAmount : undefined}
            onValueChange={(amount) => change({ amount_from: amount || undefined })}
          />
          <DecimalField
            label={words.amountTo}
            unit={currency}
            value={wanted.amount_to ?? ''}
            onValueChange={(amount) => change({ amount_to: amount || undefined })}
          />
          {days.map(({ field, label }) => (
            <DateField
              key={field}
              label={label}
              value={wanted[field] ?? ''}
              onChange={(event) => change({ [field]: event.target.value || undefined })}
            />
          ))}
        </div>
      </form>
    </Drawer>
  )
}

const days = [
  { field: 'created_from', label: words.createdFrom },
  { field: 'created_to', label: words.createdTo },
  { field: 'need_by_from', label: words.needByFrom },
  { field: 'need_by_to', label: words.needByTo },
] as const

type PartiesProps = { wanted: DocumentSearch; onChange: (part: DocumentSearch) => void }

function Parties({ wanted, onChange }: PartiesProps) {
  const suppliers = useSupplierChoices(false)
  const people = usePeopleChoices()
  const departments = useDepartmentChoices()
  const supplier = useSupplierName(wanted.supplier_id)
  const person = usePersonName(wanted.requester_id)
  const chosen = (id: string | undefined, label: string | undefined) =>
    id === undefined ? null : { value: id, label: label ?? '…' }
  return (
    <>
      <Combobox
        label={words.supplier}
        {...suppliers}
        value={chosen(wanted.supplier_id, supplier)}
        onValueChange={(option) => onChange({ supplier_id: option?.value })}
      />
      <Combobox
        label={words.department}
        options={departments}
        value={departments.find((one) => one.value === wanted.department_id) ?? null}
        onValueChange={(option) => onChange({ department_id: option?.value })}
      />
      <Combobox
        label={words.requester}
        {...people}
        value={chosen(wanted.requester_id, person)}
        onValueChange={(option) => onChange({ requester_id: option?.value })}
      />
    </>
  )
}
