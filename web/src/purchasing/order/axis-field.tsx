import type { OrderHolds } from '@/api/schema.gen'
import { Select } from '@/ui/select'
import { messages } from './messages.en'

export type HoldAxis = keyof OrderHolds
const axes = ['receiving', 'billing'] as const

/** The axes that are held, or that are not. */
export function axesOf(holds: OrderHolds, isHeld: boolean): readonly HoldAxis[] {
  return axes.filter((axis) => Boolean(holds[axis]) === isHeld)
}

type AxisFieldProps = {
  label: string
  offered: readonly HoldAxis[]
  value: HoldAxis
  onValueChange: (axis: HoldAxis) => void
}

export function AxisField({ label, offered, value, onValueChange }: AxisFieldProps) {
  return (
    <Select
      label={label}
      options={offered.map((axis) => ({ value: axis, label: messages.hold.axes[axis] }))}
      value={value}
      onChange={(event) => {
        const axis = axes.find((one) => one === event.target.value)
        if (axis) onValueChange(axis)
      }}
    />
  )
}
