import { classNames } from './class-names'

type StepsProps = { done: number; needed: number; label: string }

/** How far a row of steps has come: small bars and "1/3". */
export function Steps({ done, needed, label }: StepsProps) {
  return (
    <span className="inline-flex items-center gap-2">
      <span className="inline-flex gap-[3px]" aria-hidden="true">
        {Array.from({ length: needed }, (_, step) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar has no identity beside its place.
            key={step}
            className={classNames(
              'h-1.5 w-3.5 rounded-full',
              step < done ? 'bg-good-dot' : 'bg-line-strong',
            )}
          />
        ))}
      </span>
      <span className="num text-faint text-xs">
        <span className="sr-only">{label}: </span>
        {done}/{needed}
      </span>
    </span>
  )
}
