import { Plus, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Condition } from '@/api/schema.gen'
import { Button } from '@/ui/button'
import { Checkbox } from '@/ui/checkbox'
import { IconButton } from '@/ui/icon-button'
import { Select } from '@/ui/select'
import { AmountFields } from './amount-fields'
import { useEditing } from './editing'
import { messages as words } from './editor-words.en'
import { IdList, OneId } from './id-fields'
import {
  conditionOf,
  depthMax,
  documentKinds,
  emptyCondition,
  type Joined,
  joinedOf,
  listedOf,
  type Question,
  questionOf,
  questions,
  replaced,
  without,
} from './policy-model'

type ConditionProps = {
  condition: Condition
  /** Where it stands in the policy. */
  at: string
  depth: number
  onChange: (condition: Condition) => void
  onRemove: () => void
}

/** One condition, or a group of them, or the opposite of one. */
export function ConditionFields(props: ConditionProps) {
  const { condition, at, depth, onChange } = props
  const joined = joinedOf(condition)
  if ('not' in condition)
    return (
      <div className="flex flex-col gap-2 rounded-lg bg-sunken p-2.5">
        <span className="flex items-center justify-between gap-2 font-[530] text-sm">
          {words.not}
          <Button size="sm" look="ghost" onClick={() => onChange(condition.not)}>
            {words.unnegate}
          </Button>
        </span>
        <ConditionFields
          {...props}
          condition={condition.not}
          at={`${at}.not`}
          depth={depth + 1}
          onChange={(inner) => onChange({ not: inner })}
        />
      </div>
    )
  return joined ? <Group {...props} joined={joined} /> : <Leaf {...props} />
}

function Group({ joined, at, depth, onChange, onRemove }: ConditionProps & { joined: Joined }) {
  const { currency, errorAt } = useEditing()
  const { join, parts } = joined
  const set = (next: readonly Condition[]) => onChange(conditionOf({ join, parts: next }))
  const path = `${at}.${join}`
  const added = emptyCondition('amount', currency)
  return (
    <div className="flex flex-col gap-2.5 rounded-lg p-2.5 ring-1 ring-line">
      <div className="flex items-end justify-between gap-2">
        <Select
          label={words.join}
          isLabelHidden
          className="w-52"
          options={(['all', 'any'] as const).map((value) => ({ value, label: words.joins[value] }))}
          value={join}
          error={errorAt(path)}
          onChange={(event) =>
            onChange(conditionOf({ join: event.target.value === 'any' ? 'any' : 'all', parts }))
          }
        />
        <Remove onRemove={onRemove} />
      </div>
      {parts.map((part, place) => (
        <ConditionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name, and each field is told by its value.
          key={place}
          condition={part}
          at={`${path}.${place}`}
          depth={depth + 1}
          onChange={(next) => set(replaced(parts, place, next))}
          onRemove={() => (parts.length === 1 ? onRemove() : set(without(parts, place)))}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Add onClick={() => set([...parts, added])}>{words.addCondition}</Add>
        {depth + 2 <= depthMax ? (
          <Add
            onClick={() =>
              set([...parts, conditionOf({ join: join === 'all' ? 'any' : 'all', parts: [added] })])
            }
          >
            {words.addGroup}
          </Add>
        ) : null}
      </div>
    </div>
  )
}

export function Add({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button size="sm" icon={<Plus className="size-3.5" aria-hidden="true" />} onClick={onClick}>
      {children}
    </Button>
  )
}

function Remove({ onRemove }: { onRemove: () => void }) {
  return (
    <IconButton
      label={words.removeCondition}
      icon={<X className="size-4" aria-hidden="true" />}
      onClick={onRemove}
    />
  )
}

function Leaf({ condition, at, depth, onChange, onRemove }: ConditionProps) {
  const { currency } = useEditing()
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Select
        label={words.question}
        isLabelHidden
        className="w-56 max-sm:w-full"
        options={questions.map((value) => ({ value, label: words.questions[value] }))}
        value={questionOf(condition) ?? ''}
        onChange={(event) => onChange(emptyCondition(event.target.value as Question, currency))}
      />
      <Values condition={condition} at={at} onChange={onChange} />
      <span className="ml-auto flex">
        {depth < depthMax ? (
          <IconButton
            label={words.negate}
            icon={<Undo2 className="size-4" aria-hidden="true" />}
            onClick={() => onChange({ not: condition })}
          />
        ) : null}
        <Remove onRemove={onRemove} />
      </span>
    </div>
  )
}

type ValuesProps = Pick<ConditionProps, 'at' | 'condition' | 'onChange'>

function Values({ condition, at, onChange }: ValuesProps) {
  const listed = listedOf(condition)
  if (listed)
    return (
      <IdList
        of={listed.of}
        ids={listed.ids}
        at={`${at}.${listed.path}`}
        onChange={(ids) => onChange(listed.with(ids))}
      />
    )
  if ('amount' in condition)
    return (
      <AmountFields
        test={condition.amount}
        at={`${at}.amount`}
        onChange={(amount) => onChange({ amount })}
      />
    )
  if ('category_sum' in condition) {
    const { category, is } = condition.category_sum
    return (
      <>
        <OneId
          of="category"
          label={words.category}
          id={category}
          at={`${at}.category_sum.category`}
          onChange={(id) => onChange({ category_sum: { category: id, is } })}
        />
        <AmountFields
          test={is}
          at={`${at}.category_sum.is`}
          onChange={(next) => onChange({ category_sum: { category, is: next } })}
        />
      </>
    )
  }
  return 'kind' in condition ? <Kinds condition={condition} at={at} onChange={onChange} /> : null
}

type KindsProps = {
  condition: Extract<Condition, { kind: unknown }>
  at: string
  onChange: (condition: Condition) => void
}

function Kinds({ condition, at, onChange }: KindsProps) {
  const { errorAt } = useEditing()
  const chosen = condition.kind.in
  const error = errorAt(`${at}.kind.in`)
  return (
    <fieldset className="flex flex-wrap gap-4 py-2" aria-label={words.questions.kind}>
      {documentKinds.map((kind) => (
        <Checkbox
          key={kind}
          label={words.kinds[kind]}
          isChecked={chosen.includes(kind)}
          onCheckedChange={(isChecked) => {
            const next = documentKinds.filter((one) =>
              one === kind ? isChecked : chosen.includes(one),
            )
            onChange({ kind: { in: next } })
          }}
        />
      ))}
      {error ? <p className="text-bad text-xs">{error}</p> : null}
    </fieldset>
  )
}
