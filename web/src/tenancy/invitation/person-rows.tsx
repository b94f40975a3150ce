import { Trash2 } from 'lucide-react'
import { Combobox } from '@/ui/combobox'
import { IconButton } from '@/ui/icon-button'
import type { Option } from '@/ui/option'
import { TextField } from '@/ui/text-field'
import type { DraftPerson, Errors, PersonField } from './draft'
import { RoleField } from './role-field'
import { words } from './words.en'

const texts = words.create
const columns = 'md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,190px)_minmax(0,230px)_32px]'

type PersonRowsProps = {
  people: readonly DraftPerson[]
  departments: readonly Option[]
  errors: Errors
  onChange: (key: string, part: Partial<DraftPerson>) => void
  onRemove: (key: string) => void
}

/** Whom to invite, a row each. */
export function PersonRows({ people, onChange, onRemove, ...shared }: PersonRowsProps) {
  return (
    <>
      <div
        aria-hidden="true"
        className={`grid gap-1.5 border-line border-y bg-sunken px-5 py-2 text-faint text-xs max-md:hidden ${columns}`}
      >
        <span>{texts.name}</span>
        <span>{texts.email}</span>
        <span>{words.department}</span>
        <span>{words.roles}</span>
      </div>
      <ol aria-label={texts.whom}>
        {people.map((person, place) => (
          <Row
            key={person.key}
            {...shared}
            person={person}
            place={place + 1}
            canRemove={people.length > 1}
            onChange={(part) => onChange(person.key, part)}
            onRemove={() => onRemove(person.key)}
          />
        ))}
      </ol>
    </>
  )
}

type RowProps = Pick<PersonRowsProps, 'departments' | 'errors'> & {
  person: DraftPerson
  place: number
  canRemove: boolean
  onChange: (part: Partial<DraftPerson>) => void
  onRemove: () => void
}

function Row({ person, place, canRemove, onChange, onRemove, ...shared }: RowProps) {
  const cell = (name: string, field: PersonField) => ({
    label: texts.cell(name, place),
    isLabelHidden: true,
    error: shared.errors[`${person.key}.${field}`],
  })
  return (
    <li
      data-person={person.key}
      className={`grid grid-cols-[minmax(0,1fr)_40px] items-start gap-1.5 border-line border-b px-5 py-2 max-md:py-3.5 max-sm:px-4 ${columns}`}
    >
      <TextField
        {...cell(texts.name, 'name')}
        placeholder={texts.name}
        autoComplete="off"
        maxLength={120}
        value={person.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextField
        {...cell(texts.email, 'email')}
        className="max-md:order-1 max-md:col-span-2"
        type="email"
        placeholder={texts.email}
        autoComplete="off"
        spellCheck={false}
        maxLength={254}
        value={person.email}
        onChange={(event) => onChange({ email: event.target.value })}
      />
      <Combobox
        {...cell(words.department, 'department')}
        className="max-md:order-1 max-md:col-span-2"
        placeholder={words.noDepartment}
        options={shared.departments}
        value={person.department}
        onValueChange={(department) => onChange({ department })}
      />
      <RoleField
        {...cell(words.roles, 'roles')}
        className="max-md:order-1 max-md:col-span-2"
        roles={person.roles}
        onRolesChange={(roles) => onChange({ roles })}
      />
      <IconButton
        label={texts.remove(place)}
        icon={<Trash2 className="size-4" aria-hidden="true" />}
        isDisabled={!canRemove}
        className="max-md:mt-0.5"
        onClick={onRemove}
      />
    </li>
  )
}
