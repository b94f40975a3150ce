import type { ApprovalPolicyStepInWords } from '@/api/schema.gen'
import { DescriptionList } from '@/ui/description-list'
import { messages } from '../messages.en'

const words = messages.words

/** A policy as one would tell it: step by step, in the sequence in which people are asked. */
export function PolicyInWords({ steps }: { steps: readonly ApprovalPolicyStepInWords[] }) {
  return (
    <ol className="flex flex-col divide-y divide-line">
      {steps.map((step) => (
        <li key={step.number} className="flex gap-3 py-3.5 first:pt-0 last:pb-0">
          <span
            aria-hidden="true"
            className="num grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs"
          >
            {step.number}
          </span>
          <div className="min-w-0 flex-1">
            <h3 className="mb-1.5 font-[550]">
              {step.name} <span className="font-normal text-faint text-xs">{step.turn}</span>
            </h3>
            <DescriptionList
              facts={[
                { term: words.when, value: step.when },
                { term: words.who, value: step.who },
                { term: words.quorum, value: step.quorum },
                { term: words.limit, value: step.limit },
                { term: words.on_same_person, value: step.on_same_person },
                { term: words.on_nobody, value: step.on_nobody },
              ]}
            />
          </div>
        </li>
      ))}
    </ol>
  )
}
