import { useState } from 'react'
import { useFormat } from '@/kernel/format'
import { Checkbox } from '@/ui/checkbox'
import { useUnitNames } from '../choices'
import { messages as words } from './messages.en'

type Line = { id: string; position: number; description: string; unit: string }

/** Some of the lines, all at first; none is named when it is all of them. */
export type ChosenLines<Of extends Line> = {
  lines: readonly Of[]
  ids: ReadonlySet<string>
  choose: (id: string, isChosen: boolean) => void
  named: { line_ids?: string[] }
}

export function useChosenLines<Of extends Line>(lines: readonly Of[]): ChosenLines<Of> {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(lines.map((line) => line.id)))
  // The lines may have been read anew since: what is not among them any more is not chosen.
  const ids = new Set(lines.map((line) => line.id).filter((id) => ticked.has(id)))
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(ticked)
    if (isChosen) next.add(id)
    else next.delete(id)
    setTicked(next)
  }
  return { lines, ids, choose, named: ids.size === lines.length ? {} : { line_ids: [...ids] } }
}

type LinesProps<Of extends Line> = {
  chosen: ChosenLines<Of>
  /** What happens to the line when it is chosen. */
  effect: (line: Of) => { quantity: string; text: (quantity: string, unit: string) => string }
  /** What happens to the document when all are. */
  whole: string
}

/** The lines that an act is for. */
export function ClosingLines<Of extends Line>(props: LinesProps<Of>) {
  const { chosen, effect, whole } = props
  const { lines, ids, choose } = chosen
  const format = useFormat()
  const unitName = useUnitNames()
  const isWhole = ids.size === lines.length
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
            isChecked={ids.has(line.id)}
            onCheckedChange={(isChosen) => choose(line.id, isChosen)}
          />
        )
      })}
      <p role="status" className="rounded-md bg-sunken px-3 py-2 text-muted text-sm">
        {ids.size === 0 ? words.none : isWhole ? whole : words.some(ids.size, lines.length)}
      </p>
    </fieldset>
  )
}

type Closed = Line & { short_closed?: { quantity: string } | null }

type ReopenedProps<Of extends Closed> = {
  chosen: ChosenLines<Of>
  /** What becomes of what was closed. */
  text: (quantity: string, unit: string) => string
}

/** The lines that are reopened. */
export function ReopenedLines<Of extends Closed>({ chosen, text }: ReopenedProps<Of>) {
  return (
    <ClosingLines
      chosen={chosen}
      effect={({ short_closed }) => ({ quantity: short_closed?.quantity ?? '0', text })}
      whole={words.wholeOpen}
    />
  )
}
