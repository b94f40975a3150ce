import type { SeenLine } from './queries'

/** What one person held, line by line. */
export type PersonLines = { id: string; name: string; lines: readonly SeenLine[] }

/** Lines as they come stand person by person. */
export function byPerson(lines: readonly SeenLine[]): readonly PersonLines[] {
  const people: { id: string; name: string; lines: SeenLine[] }[] = []
  for (const line of lines) {
    const last = people.at(-1)
    if (last?.id === line.person_id) last.lines.push(line)
    else people.push({ id: line.person_id, name: line.person_name, lines: [line] })
  }
  return people
}

/** Whether somebody is to decide it, and this person may. */
export function isToDecide(line: SeenLine): boolean {
  return line.state === 'open' && mayDecide(line)
}

export function mayDecide(line: SeenLine): boolean {
  return line.actions.some((action) => !action.closed_because)
}

/** The line that is decided next: the one that was entered, else the first that is open; after it, the next one that is. */
export function nextToDecide(
  lines: readonly SeenLine[],
  after: number | null,
): SeenLine | undefined {
  const open = lines.filter(isToDecide)
  return open.find(({ number }) => after === null || number > after) ?? open[0]
}
