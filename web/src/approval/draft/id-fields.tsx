import { X } from 'lucide-react'
import { Combobox } from '@/ui/combobox'
import { type IdKind, useIdChoices } from '../choices'
import { useEditing } from './editing'
import { messages as words } from './editor-words.en'
import { valuesMax, without } from './policy-model'

type IdListProps = {
  of: IdKind
  ids: readonly string[]
  /** Where the list stands in the policy. */
  at: string
  onChange: (ids: string[]) => void
}

/** Several of one kind: those that are chosen, each with a way out, and a field to add one. */
export function IdList({ of, ids, at, onChange }: IdListProps) {
  const { nameOf, learn, errorAt } = useEditing()
  const choices = useIdChoices(of)
  const error = errorAt(at) ?? ids.map((_, place) => errorAt(`${at}.${place}`)).find(Boolean)
  return (
    <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1.5">
      {ids.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5" aria-label={words.is}>
          {ids.map((id, place) => (
            <li key={id}>
              <button
                type="button"
                aria-label={words.remove(nameOf(id))}
                className="inline-flex h-7 items-center gap-1.5 rounded-full bg-sunken px-2.5 text-sm ring-1 ring-line hover:bg-hover max-md:h-10"
                onClick={() => onChange(without(ids, place))}
              >
                {nameOf(id)}
                <X className="size-3.5 text-faint" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {ids.length < valuesMax ? (
        <Combobox
          label={words.add[of]}
          isLabelHidden
          placeholder={words.add[of]}
          options={choices.options.filter(({ value }) => !ids.includes(value))}
          onSearch={choices.onSearch}
          isLoading={choices.isLoading}
          value={null}
          error={error}
          onValueChange={(option) => {
            if (!option) return
            learn(option.value, option.label)
            onChange([...ids, option.value])
          }}
        />
      ) : null}
    </div>
  )
}

type OneIdProps = {
  of: IdKind
  label: string
  id: string
  at: string
  onChange: (id: string) => void
}

/** One of a kind. */
export function OneId({ of, label, id, at, onChange }: OneIdProps) {
  const { nameOf, learn, errorAt } = useEditing()
  const choices = useIdChoices(of)
  return (
    <Combobox
      label={label}
      isLabelHidden
      className="min-w-0 flex-1 basis-52"
      options={choices.options}
      onSearch={choices.onSearch}
      isLoading={choices.isLoading}
      value={id ? { value: id, label: nameOf(id) } : null}
      error={errorAt(at)}
      onValueChange={(option) => {
        if (option) learn(option.value, option.label)
        onChange(option?.value ?? '')
      }}
    />
  )
}
