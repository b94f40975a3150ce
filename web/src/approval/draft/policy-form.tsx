import type { Policy } from '@/api/schema.gen'
import { Notice } from '@/ui/notice'
import { Add } from './condition-fields'
import { messages as words } from './editor-words.en'
import { moved, newStep, replaced, stepsMax, without } from './policy-model'
import { StepFields } from './step-fields'

type PolicyFormProps = {
  policy: Policy
  /** What the server said, by the path within the policy. */
  errors: Record<string, string>
  onChange: (policy: Policy) => void
}

/** The policy step by step. */
export function PolicyForm({ policy, errors, onChange }: PolicyFormProps) {
  const { steps } = policy
  const set = (next: Policy['steps']) => onChange({ ...policy, steps: next })
  return (
    <div className="flex flex-col gap-4">
      <Problems policy={policy} errors={errors} />
      <p className="text-muted text-sm">{words.turnHint}</p>
      {steps.map((step, place) => (
        <StepFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a step's name changes while it is typed, and each field is told by its value.
          key={place}
          step={step}
          place={place}
          isFirst={place === 0}
          isLast={place === steps.length - 1}
          onChange={(next) => set(replaced(steps, place, next))}
          onRemove={steps.length > 1 ? () => set(without(steps, place)) : undefined}
          onMove={(by) => set(moved(steps, place, place + by))}
        />
      ))}
      {steps.length < stepsMax ? (
        <span>
          <Add onClick={() => set([...steps, newStep(policy, words.step)])}>{words.addStep}</Add>
        </span>
      ) : null}
    </div>
  )
}

/** Everything that is wrong, by its step; beside the field it stands once more. */
function Problems({ policy, errors }: { policy: Policy; errors: Record<string, string> }) {
  const told = Object.entries(errors)
  if (told.length === 0) return null
  return (
    <Notice tone="bad" title={words.problems}>
      <ul>
        {told.map(([path, message]) => {
          const place = Number(/^steps\.(\d+)/.exec(path)?.[1] ?? Number.NaN)
          const step = policy.steps[place]
          return (
            <li key={path}>
              {step ? `${words.atStep(place + 1, step.name)}: ` : ''}
              {message}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
