type Segment<Value extends string> = { value: Value; label: string; count?: number | undefined }

type SegmentedProps<Value extends string> = {
  label: string
  segments: readonly Segment<Value>[]
  value: Value
  onValueChange: (value: Value) => void
}

/** Saved views side by side, each with its count. */
export function Segmented<Value extends string>({
  label,
  segments,
  value,
  onValueChange,
}: SegmentedProps<Value>) {
  return (
    <fieldset
      aria-label={label}
      className="flex gap-0.5 overflow-x-auto rounded-lg bg-sunken p-0.5 ring-1 ring-line max-sm:w-full"
    >
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          aria-pressed={segment.value === value}
          onClick={() => onValueChange(segment.value)}
          className="flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-muted text-sm hover:text-ink focus-visible:outline-offset-[-2px] aria-pressed:bg-surface aria-pressed:font-[550] aria-pressed:text-ink aria-pressed:shadow-card aria-pressed:ring-1 aria-pressed:ring-line dark:aria-pressed:bg-hover max-md:h-10"
        >
          {segment.label}
          {segment.count === undefined ? null : (
            <span className="num font-normal text-faint text-xs">{segment.count}</span>
          )}
        </button>
      ))}
    </fieldset>
  )
}
