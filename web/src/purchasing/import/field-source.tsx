import { useEffect, useRef, useState } from 'react'
import { useFormat } from '@/kernel/format'
import { Combobox } from '@/ui/combobox'
import type { Option } from '@/ui/option'
import { TextField } from '@/ui/text-field'
import { MasterChoice } from './choice'
import { asClosed } from './choices'
import { isUnfinished, type Source, sourceOf } from './mapping'
import { messages } from './messages.en'
import type { Import, ImportColumn, ImportField } from './queries'
import { Translations } from './translations'
import type { Trying } from './trying'

const words = messages.fields
const constant: Option = { value: 'constant', label: words.constant }
const nothing: Option = { value: 'nothing', label: words.nothing }
const exampleLengthMax = 22

type FieldSourceProps = {
  subject: Import
  field: ImportField
  trying: Trying
  isClosed: boolean
}

/** One field: the column or the value that it comes from, and what its words mean. */
export function FieldSource({ subject, field, trying, isClosed }: FieldSourceProps) {
  const source = sourceOf(field, trying.edits)
  const isConstant = source !== null && 'constant' in source
  const error = trying.faults[field.field]
  const options = [constant, ...subject.header.map(columnOption), ...(source ? [nothing] : [])]
  const choose = (option: Option | null) =>
    trying.setSource(field.field, chosenSource(option, source))
  return (
    <>
      <Combobox
        label={field.label}
        isOptional={!field.required}
        hint={isConstant ? null : <Hint field={field} column={columnOf(subject, source)} />}
        error={isConstant ? undefined : error}
        options={options}
        placeholder={field.required ? words.choose : words.nothing}
        isDisabled={isClosed}
        value={shownOption(subject, source)}
        onValueChange={choose}
      />
      {isConstant ? (
        <ConstantField
          field={field}
          value={source.constant}
          error={error}
          isClosed={isClosed}
          onValue={(value) => trying.setSource(field.field, { constant: value })}
        />
      ) : null}
      <Translations subject={subject} field={field} trying={trying} isClosed={isClosed} />
    </>
  )
}

function columnOption({ column, name, examples }: ImportColumn): Option {
  const [first = ''] = examples
  const hint = first.length > exampleLengthMax ? `${first.slice(0, exampleLengthMax)}…` : first
  return { value: `${column}`, label: name.trim() || words.unnamed(column + 1), hint }
}

function columnOf(subject: Import, source: Source): ImportColumn | undefined {
  if (source === null || !('column' in source)) return undefined
  return subject.header.find(({ column }) => column === source.column)
}

function shownOption(subject: Import, source: Source): Option | null {
  if (source === null) return null
  if ('constant' in source) return constant
  const column = columnOf(subject, source)
  return column ? columnOption(column) : null
}

function chosenSource(option: Option | null, old: Source): Source {
  if (option === null || option.value === nothing.value) return null
  if (option.value !== constant.value) return { column: Number(option.value) }
  return old && 'constant' in old ? old : { constant: '' }
}

type HintProps = { field: ImportField; column: ImportColumn | undefined }

/** What the column holds; without a column, what the field means. */
function Hint({ field, column }: HintProps) {
  const format = useFormat()
  if (!column) return field.meaning
  return (
    <span className="line-clamp-2 [overflow-wrap:anywhere]">
      {(field.guessed || field.remembered) && column.column === field.column ? (
        <span className="font-[550] text-info">
          {field.guessed ? words.guessed : words.remembered}{' '}
        </span>
      ) : null}
      {column.examples.length > 0 ? words.examples(format.list(column.examples)) : words.noExamples}
    </span>
  )
}

type ConstantProps = {
  field: ImportField
  value: string
  error: string | undefined
  isClosed: boolean
  onValue: (value: string) => void
}

/** The value that every row gets: chosen from what is known, or written. */
function ConstantField({ field, value, error, isClosed, onValue }: ConstantProps) {
  const closed = asClosed(field.field)
  const place = useRef<HTMLDivElement>(null)
  const isAsked = isUnfinished({ constant: value })
  useEffect(() => {
    if (isAsked) place.current?.querySelector('input')?.focus()
  }, [isAsked])
  const label = words.valueOf(field.label)
  return (
    <div ref={place} className="mt-1.5">
      {closed ? (
        <MasterChoice
          field={closed}
          label={label}
          hint={field.meaning}
          value={value || null}
          error={error}
          isDisabled={isClosed}
          onChoose={(chosen) => onValue(chosen ?? '')}
        />
      ) : (
        <WrittenValue
          label={label}
          hint={field.meaning}
          value={value}
          error={error}
          isClosed={isClosed}
          onValue={onValue}
        />
      )}
    </div>
  )
}

type WrittenProps = {
  label: string
  hint: string
  isClosed: boolean
  value: string
  error: string | undefined
  onValue: (value: string) => void
}

/** It is tried when the typing is done: on Enter, or on leaving the field. */
function WrittenValue({ label, hint, value, error, isClosed, onValue }: WrittenProps) {
  const [typed, setTyped] = useState(value)
  const tell = () => {
    if (typed.trim() !== value) onValue(typed.trim())
  }
  return (
    <TextField
      label={label}
      isLabelHidden
      hint={hint}
      disabled={isClosed}
      placeholder={words.valuePlaceholder}
      autoComplete="off"
      maxLength={4000}
      error={error}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={tell}
      onKeyDown={(event) => {
        if (event.key === 'Enter') tell()
      }}
    />
  )
}
