import { useFormat } from '@/kernel/format'
import { Checkbox } from '@/ui/checkbox'
import { useUnitNames } from '../choices'
import { messages as words } from './messages.en'

type Line = { id: string; position: number; description: string; unit: string }

type LinesProps<Of extends Line> = {
  lines: readonly Of[]
  chosen: ReadonlySet<string>
  onChosen: (chosen: ReadonlySet<string>) => void
  /** What happens to the line when it is chosen. */
  effect: (line: Of) => { quantity: string; text: (quantity: string, unit: string) => string }
  /** What happens to the document when all are. */
  whole: string
}

/** The lines that an act is for. */
export function ClosingLines<Of extends Line>(props: LinesProps<Of>) {
  const { lines, chosen, onChosen, effect, whole } = props
  const format = useFormat()
  const unitName = useUnitNames()
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    onChosen(next)
  }
  const isWhole = chosen.size === lines.length
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="mb-1.5 font-[550] text-sm">{words.lines}</legend>
      {lines.map((line) => {
        const { quantity, text } = effect(line)
        return (
          <Checkbox
            key={line.id}
            label={words.line(line.position, line.description)}
            hint={text(format.decimal(quantity), unitName(line.unit))}
            isChecked={chosen.has(line.id)}
            onCheckedChange={(isChosen) => choose(line.id, isChosen)}
          />
        )
      })}
      <p role="status" className="rounded-md bg-sunken px-3 py-2 text-muted text-sm">
        {chosen.size === 0 ? words.none : isWhole ? whole : words.some(chosen.size, lines.length)}
      </p>
    </fieldset>
  )
}
