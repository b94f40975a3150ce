import { X } from 'lucide-react'
import type { Who } from '@/api/schema.gen'
import { IconButton } from '@/ui/icon-button'
import { Select } from '@/ui/select'
import { Add } from './condition-fields'
import { useEditing } from './editing'
import { messages as words } from './editor-words.en'
import { OneId } from './id-fields'
import { classesMax, classesOf, replaced, roles, whoOf, without } from './policy-model'

type WhoFieldsProps = {
  legend: string
  who: Who
  /** Where it stands in the policy. */
  at: string
  onChange: (who: Who) => void
}

/** Whom a step asks: one class of people, or any of several. */
export function WhoFields({ legend, who, at, onChange }: WhoFieldsProps) {
  const { errorAt } = useEditing()
  const classes = classesOf(who)
  const isOne = !(typeof who === 'object' && 'any_of' in who)
  const set = (next: readonly Who[]) => onChange(whoOf(next))
  const error = errorAt(`${at}.any_of`) ?? errorAt(at)
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-[530] text-sm">{legend}</legend>
      {classes.map((one, place) => (
        <Class
          // biome-ignore lint/suspicious/noArrayIndexKey: classes have no name, and each field is told by its value.
          key={place}
          who={one}
          at={isOne ? at : `${at}.any_of.${place}`}
          onChange={(next) => set(replaced(classes, place, next))}
          onRemove={classes.length > 1 ? () => set(without(classes, place)) : undefined}
        />
      ))}
      {classes.length < classesMax ? (
        <span>
          <Add onClick={() => set([...classes, { role: 'owner' }])}>{words.orAsk}</Add>
        </span>
      ) : null}
      {error ? <p className="text-bad text-xs">{error}</p> : null}
    </fieldset>
  )
}

type ClassProps = {
  who: Who
  at: string
  onChange: (who: Who) => void
  onRemove: (() => void) | undefined
}
type ClassKind = keyof typeof words.classes

function Class({ who, at, onChange, onRemove }: ClassProps) {
  const { errorAt } = useEditing()
  const kind = kindOf(who)
  const choose = (next: string) =>
    onChange(
      next === 'role' ? { role: 'owner' } : next === 'person' ? { person: '' } : 'department_head',
    )
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Select
        label={words.classKind}
        isLabelHidden
        className="w-60 max-sm:w-full"
        options={Object.entries(words.classes).map(([value, label]) => ({ value, label }))}
        value={kind}
        error={errorAt(at)}
        onChange={(event) => choose(event.target.value)}
      />
      {typeof who === 'object' && 'role' in who ? (
        <Select
          label={words.role}
          isLabelHidden
          className="min-w-0 flex-1 basis-52"
          options={rolesWith(who.role)}
          value={who.role}
          error={errorAt(`${at}.role`)}
          onChange={(event) => onChange({ role: event.target.value })}
        />
      ) : null}
      {typeof who === 'object' && 'person' in who ? (
        <OneId
          of="person"
          label={words.person}
          id={who.person}
          at={`${at}.person`}
          onChange={(person) => onChange({ person })}
        />
      ) : null}
      {onRemove ? (
        <IconButton
          label={words.removeClass}
          icon={<X className="size-4" aria-hidden="true" />}
          onClick={onRemove}
        />
      ) : null}
    </div>
  )
}

function kindOf(who: Who): ClassKind {
  if (typeof who === 'object' && 'role' in who) return 'role'
  return typeof who === 'object' && 'person' in who ? 'person' : 'department_head'
}

/** The roles, and one that is none of them as it stands in the text. */
function rolesWith(own: string) {
  const codes: readonly string[] = roles
  const shown = codes.includes(own) ? codes : [...codes, own]
  return shown.map((value) => ({ value, label: words.roles[value] ?? value }))
}
