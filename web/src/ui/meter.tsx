import { classNames } from './class-names'
import { dotClass, type Tone } from './pill'

// A ladder of whole classes, so that no style attribute is needed.
const widths = [
  'w-0',
  'w-[5%]',
  'w-[10%]',
  'w-[15%]',
  'w-[20%]',
  'w-[25%]',
  'w-[30%]',
  'w-[35%]',
  'w-[40%]',
  'w-[45%]',
  'w-[50%]',
  'w-[55%]',
  'w-[60%]',
  'w-[65%]',
  'w-[70%]',
  'w-[75%]',
  'w-[80%]',
  'w-[85%]',
  'w-[90%]',
  'w-[95%]',
  'w-full',
]

/** A part of a whole in percent; over 100 it is drawn full and spoken exactly. */
export function Meter({ percent, label, tone }: { percent: number; label: string; tone?: Tone }) {
  const shown = Math.min(100, Math.max(0, percent))
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers do not let a <meter> be styled alike.
    <span
      role="meter"
      aria-label={label}
      aria-valuenow={shown}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={`${Math.round(percent)} %`}
      className="block h-1.5 overflow-hidden rounded-full bg-line"
    >
      <span
        className={classNames(
          'block h-full rounded-full',
          tone ? dotClass[tone] : 'bg-accent',
          widths[Math.round(shown / 5)],
        )}
      />
    </span>
  )
}
