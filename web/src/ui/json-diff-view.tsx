import { useMemo, useState } from 'react'
import { classNames } from './class-names'
import { type DiffKind, type DiffLine, diffJson, type Json } from './json-diff'

const looks: Record<DiffKind, { line: string; sign: string; mark: string; spoken: string }> = {
  same: { line: '', sign: '', mark: '', spoken: '' },
  added: { line: 'bg-good-soft', sign: 'text-good', mark: '+', spoken: 'Added: ' },
  removed: { line: 'bg-bad-soft', sign: 'text-bad', mark: '−', spoken: 'Removed: ' },
  changed: { line: 'bg-warn-soft', sign: 'text-warn', mark: '~', spoken: 'Changed: ' },
}
const pads = ['pl-2', 'pl-6', 'pl-10', 'pl-14', 'pl-18', 'pl-22', 'pl-26']

type JsonDiffViewProps = {
  label: string
  before: Json
  after: Json
  contextLines?: number
  /** A word behind a member of the outermost object, such as "personal". */
  noteOf?: (key: string) => string | undefined
}
type Block = { isFolded: boolean; first: number; lines: DiffLine[] }

/** What changed between two payloads; long unchanged runs are folded. */
export function JsonDiffView({
  label,
  before,
  after,
  contextLines = 2,
  noteOf,
}: JsonDiffViewProps) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const blocks = useMemo(
    () => foldUnchanged(diffJson(before, after), contextLines),
    [before, after, contextLines],
  )
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto font-mono text-xs leading-[22px] focus-visible:outline-offset-[-2px]"
    >
      <div className="min-w-max">
        {blocks.map((block) =>
          block.isFolded && !opened.has(block.first) ? (
            <button
              key={block.first}
              type="button"
              onClick={() => setOpened(new Set([...opened, block.first]))}
              className="flex h-7 w-full items-center bg-sunken pl-14 text-left font-sans text-2xs text-muted hover:bg-hover hover:text-ink focus-visible:outline-offset-[-2px]"
            >
              Show {block.lines.length} unchanged lines
            </button>
          ) : (
            block.lines.map((line, index) => (
              <Line
                key={line.path}
                line={line}
                number={block.first + index + 1}
                note={line.depth === 1 && line.key !== null ? noteOf?.(line.key) : undefined}
              />
            ))
          ),
        )}
      </div>
    </section>
  )
}

/** Splits the lines into runs near a change and folded runs far from one. */
export function foldUnchanged(lines: readonly DiffLine[], contextLines: number): Block[] {
  const isChanged = lines.map((line) => line.kind !== 'same')
  const isNear = (index: number) =>
    isChanged.slice(Math.max(0, index - contextLines), index + contextLines + 1).includes(true)
  const blocks: Block[] = []
  for (const [index, line] of lines.entries()) {
    const isFar = !isNear(index)
    const last = blocks.at(-1)
    if (last && last.isFolded === isFar) last.lines.push(line)
    else blocks.push({ isFolded: isFar, first: index, lines: [line] })
  }
  return blocks.map((block) => (block.lines.length > 1 ? block : { ...block, isFolded: false }))
}

type LineProps = { line: DiffLine; number: number; note: string | undefined }

function Line({ line, number, note }: LineProps) {
  const look = looks[line.kind]
  return (
    <div className={classNames('flex', look.line)}>
      <span aria-hidden="true" className="num w-9 shrink-0 select-none pr-2 text-right text-faint">
        {number}
      </span>
      <span
        aria-hidden="true"
        className={classNames('w-4 shrink-0 select-none text-center font-semibold', look.sign)}
      >
        {look.mark}
      </span>
      <code className={classNames('whitespace-pre pr-4', pads[line.depth] ?? 'pl-30')}>
        <span className="sr-only">{look.spoken}</span>
        {line.key === null ? null : <span className="text-muted">"{line.key}": </span>}
        <LineText text={line.text} />
        {note ? (
          <span className="ml-2 rounded-full bg-violet-soft px-1.5 py-px font-sans text-2xs text-violet">
            {note}
          </span>
        ) : null}
      </code>
    </div>
  )
}

function LineText({ text }: { text: DiffLine['text'] }) {
  if ('open' in text) return text.open
  if ('close' in text) return text.close
  if (!('previous' in text)) return <Value value={text.value} />
  return (
    <>
      <del className="text-bad decoration-1">{JSON.stringify(text.previous)}</del>
      <span className="text-faint" aria-hidden="true">
        {' → '}
      </span>
      <ins className="font-semibold no-underline">
        <Value value={text.value} />
      </ins>
    </>
  )
}

function Value({ value }: { value: Json }) {
  const look =
    typeof value === 'string'
      ? 'text-good'
      : typeof value === 'number'
        ? 'text-info'
        : 'text-violet'
  return <span className={look}>{JSON.stringify(value)}</span>
}
