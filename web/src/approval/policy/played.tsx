import type { RouteStep, Simulation } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Notice } from '@/ui/notice'
import { messages } from '../messages.en'

const words = messages.simulate

/** How a document would go through a policy. */
export function Played({ simulation }: { simulation: Simulation }) {
  return (
    <div className="flex flex-col gap-3">
      <Notice tone={simulation.finishes ? 'good' : 'bad'}>{simulation.summary}</Notice>
      {simulation.dead_ends.map((end) => (
        <Notice key={`${end.rule} ${end.what}`} tone="warn" title={end.what}>
          {end.mend}
        </Notice>
      ))}
      <ol aria-label={words.steps} className="flex flex-col divide-y divide-line text-sm">
        {simulation.steps.map((step) => (
          <Step key={step.number} step={step} />
        ))}
      </ol>
      {simulation.clashes.length > 0 ? (
        <Notice tone="info" title={words.clashes}>
          <ul>
            {simulation.clashes.map((clash) => (
              <li key={clash.what}>{clash.what}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  )
}

function Step({ step }: { step: RouteStep }) {
  const format = useFormat()
  return (
    <li className="py-2">
      <span className={step.applies ? 'block' : 'block text-faint'}>{step.why}</span>
      <span className="block text-muted text-xs">
        {step.applies
          ? words.asks(format.list(step.candidates.map(({ name, as }) => `${name} (${as})`)))
          : words.skipped}
      </span>
    </li>
  )
}
