export type CsvRow = { line: number; cells: readonly string[] }

export type Csv = {
  rows: readonly CsvRow[]
  /** Where a quote opens that is never closed; what follows it cannot be told apart. */
  openQuoteLine: number | null
}

type Cell = { text: string; end: number; isOpen: boolean }

/** Reads lines of cells; a quoted cell may hold the separator, line breaks, and a quote written twice (RFC 4180). */
export function readCsv(source: string, separator: string): Csv {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const rows: CsvRow[] = []
  let line = 1
  let openQuoteLine: number | null = null
  for (let at = 0; at < text.length; ) {
    const begins = line
    const cells: string[] = []
    for (let isLast = false; !isLast; ) {
      const cell = cellAt(text, at, separator)
      if (cell.isOpen) openQuoteLine = line
      cells.push(cell.text.trim())
      line += text.slice(at, cell.end).split('\n').length - 1
      isLast = text[cell.end] !== separator
      at = cell.end + 1
    }
    line += 1
    if (cells.some((cell) => cell !== '')) rows.push({ line: begins, cells })
  }
  return { rows, openQuoteLine }
}

/** A spreadsheet copies with tabs; a file has commas or, where the comma is decimal, semicolons. */
export function separatorOf(source: string): string {
  const first = source.trimStart().split(/[\r\n]/, 1)[0] ?? ''
  return ['\t', ',', ';'].find((separator) => first.includes(separator)) ?? ','
}

function cellAt(text: string, at: number, separator: string): Cell {
  const quote = / *"((?:[^"]|"")*)("|$)/y
  quote.lastIndex = at
  const quoted = quote.exec(text)
  const from = quoted ? quote.lastIndex : at
  const end = endOfCell(text, from, separator)
  const rest = text.slice(from, end)
  const inside = quoted?.[1]?.replaceAll('""', '"') ?? ''
  return { text: inside + rest, end, isOpen: quoted !== null && quoted[2] === '' }
}

function endOfCell(text: string, from: number, separator: string): number {
  const ends = [text.indexOf(separator, from), text.indexOf('\n', from)].filter((end) => end >= 0)
  return Math.min(text.length, ...ends)
}
