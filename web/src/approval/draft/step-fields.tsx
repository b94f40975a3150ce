import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import type { Step } from '@/api/schema.gen'
import { IconButton } from '@/ui/icon-button'
import { MoneyField } from '@/ui/money-field'
import { Select } from '@/ui/select'
import { TextField } from '@/ui/text-field'
import { Add, ConditionFields } from './condition-fields'
import { useEditing } from './editing'
import { messages as words } from './editor-words.en'
import { conditionOf, emptyCondition, joinedOf, stepsMax } from './policy-model'
import { WhoFields } from './who-fields'

type StepProps = {
  step: Step
  /** Its place in the list, from 0. */
  place: number
  onChange: (step: Step) => void
  onRemove: (() => void) | undefined
  onMove: (by: -1 | 1) => void
  isFirst: boolean
  isLast: boolean
}

const turns = Array.from({ length: stepsMax }, (_, turn) => {
  const value = String(turn + 1)
  return { value, label: value }
})

/** One step: when it is asked, who is, and what happens when they may not. */
export function StepFields(props: StepProps) {
  const { step, place, onChange } = props
  const at = `steps.${place}`
  return (
    <fieldset
      className="card flex flex-col gap-4 px-4 py-4 md:px-5"
      aria-label={words.step(place + 1)}
    >
      <Head {...props} at={at} />
      <When step={step} at={at} onChange={onChange} />
      <WhoFields
        legend={words.who}
        who={step.who}
        at={`${at}.who`}
        onChange={(who) => onChange({ ...step, who })}
      />
      <Bounds step={step} at={at} onChange={onChange} />
      {step.on_nobody && step.on_nobody !== 'fail' ? (
        <WhoFields
          legend={words.instead}
          who={step.on_nobody.ask}
          at={`${at}.on_nobody.ask`}
          onChange={(ask) => onChange({ ...step, on_nobody: { ask } })}
        />
      ) : null}
    </fieldset>
  )
}

function Head({
  step,
  at,
  onChange,
  onRemove,
  onMove,
  isFirst,
  isLast,
}: StepProps & { at: string }) {
  const { errorAt } = useEditing()
  return (
    <div className="flex flex-wrap items-end gap-3">
      <TextField
        label={words.stepName}
        className="min-w-0 flex-1 basis-52"
        maxLength={120}
        value={step.name}
        error={errorAt(`${at}.name`)}
        onChange={(event) => onChange({ ...step, name: event.target.value })}
      />
      <Select
        label={words.turn}
        className="w-24"
        options={turns}
        value={String(step.order)}
        error={errorAt(`${at}.order`)}
        onChange={(event) => onChange({ ...step, order: Number(event.target.value) })}
      />
      <span className="flex">
        {isFirst ? null : (
          <IconButton
            label={words.moveUp(step.name)}
            icon={<ArrowUp className="size-4" aria-hidden="true" />}
            onClick={() => onMove(-1)}
          />
        )}
        {isLast ? null : (
          <IconButton
            label={words.moveDown(step.name)}
            icon={<ArrowDown className="size-4" aria-hidden="true" />}
            onClick={() => onMove(1)}
          />
        )}
        {onRemove ? (
          <IconButton
            label={words.removeStep(step.name)}
            icon={<Trash2 className="size-4" aria-hidden="true" />}
            onClick={onRemove}
          />
        ) : null}
      </span>
    </div>
  )
}

type PartProps = { step: Step; at: string; onChange: (step: Step) => void }

function When({ step, at, onChange }: PartProps) {
  const { currency, errorAt } = useEditing()
  const { when, ...always } = step
  const error = errorAt(`${at}.when`)
  const another = emptyCondition('amount', currency)
  const isGroup = when ? joinedOf(when) !== null : false
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-[530] text-sm">{words.when}</legend>
      {when ? (
        <ConditionFields
          condition={when}
          at={`${at}.when`}
          depth={1}
          onChange={(next) => onChange({ ...step, when: next })}
          onRemove={() => onChange(always)}
        />
      ) : (
        <p className="text-muted text-sm">{words.always}</p>
      )}
      {isGroup ? null : (
        <span>
          <Add
            onClick={() =>
              onChange({
                ...step,
                when: when ? conditionOf({ join: 'all', parts: [when, another] }) : another,
              })
            }
          >
            {words.addCondition}
          </Add>
        </span>
      )}
      {error ? <p className="text-bad text-xs">{error}</p> : null}
    </fieldset>
  )
}

function Bounds({ step, at, onChange }: PartProps) {
  const { currency, errorAt } = useEditing()
  const { limit, ...unlimited } = step
  return (
    <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      <Quorums step={step} at={at} onChange={onChange} />
      <MoneyField
        label={words.limit}
        hint={words.limitHint}
        isOptional
        currency={currency}
        value={limit?.amount ?? ''}
        error={errorAt(`${at}.limit`) ?? errorAt(`${at}.limit.amount`)}
        onValueChange={(amount) =>
          onChange(amount === '' ? unlimited : { ...step, limit: { amount, currency } })
        }
      />
      <Select
        label={words.onSamePerson}
        options={(['next', 'skip'] as const).map((value) => ({
          value,
          label: words.samePerson[value],
        }))}
        value={step.on_same_person ?? 'next'}
        onChange={(event) =>
          onChange({ ...step, on_same_person: event.target.value === 'skip' ? 'skip' : 'next' })
        }
      />
      <Select
        label={words.onNobody}
        options={(['fail', 'ask'] as const).map((value) => ({ value, label: words.nobody[value] }))}
        value={step.on_nobody && step.on_nobody !== 'fail' ? 'ask' : 'fail'}
        error={errorAt(`${at}.on_nobody`)}
        onChange={(event) =>
          onChange({
            ...step,
            on_nobody: event.target.value === 'ask' ? { ask: { role: 'owner' } } : 'fail',
          })
        }
      />
    </div>
  )
}

function Quorums({ step, at, onChange }: PartProps) {
  const { errorAt } = useEditing()
  const quorum = step.quorum ?? 'any'
  const kind = typeof quorum === 'object' ? 'n_of' : quorum
  return (
    <div className="flex gap-2">
      <Select
        label={words.quorum}
        className="flex-1"
        options={(['any', 'all', 'n_of'] as const).map((value) => ({
          value,
          label: words.quorums[value],
        }))}
        value={kind}
        error={errorAt(`${at}.quorum`) ?? errorAt(`${at}.quorum.n_of`)}
        onChange={(event) => {
          const next = event.target.value
          const chosen = next === 'n_of' ? { n_of: 2 } : next === 'all' ? 'all' : 'any'
          onChange({ ...step, quorum: chosen })
        }}
      />
      {typeof quorum === 'object' ? (
        <Select
          label={words.number}
          className="w-20"
          options={turns.slice(1)}
          value={String(quorum.n_of)}
          onChange={(event) => onChange({ ...step, quorum: { n_of: Number(event.target.value) } })}
        />
      ) : null}
    </div>
  )
}
