import type { Import, ImportField, ImportProblem, ImportRow, MapRequest } from './queries'

/** Where a field's values come from: a column of the file, one value for every row, or nowhere. */
export type Source = { column: number } | { constant: string } | null

/** A word of the file and what it means here; null takes the translation back. */
export type Translation = { field: string; from: string; to: string | null }

/** What was chosen on the screen and is not yet part of the mapping that the server tried. */
export type Edits = {
  sources: Readonly<Record<string, Source>>
  values: readonly Translation[]
}

export const noEdits: Edits = { sources: {}, values: [] }

export function savedSource(field: ImportField): Source {
  if (field.column !== null && field.column !== undefined) return { column: field.column }
  if (field.constant !== null && field.constant !== undefined) return { constant: field.constant }
  return null
}

/** The source as the screen shows it, the newest choice first. */
export function sourceOf(field: ImportField, edits: Edits): Source {
  const edited = edits.sources[field.field]
  return edited === undefined ? savedSource(field) : edited
}

export function withSource(edits: Edits, field: string, source: Source): Edits {
  return { ...edits, sources: { ...edits.sources, [field]: source } }
}

export function withTranslation(edits: Edits, translation: Translation): Edits {
  const others = edits.values.filter((one) => !isSameWord(one, translation))
  return { ...edits, values: [...others, translation] }
}

/** Whether there is anything to try: a value that was asked for and not given yet is nothing. */
export function isWorthTrying(edits: Edits): boolean {
  return edits.values.length > 0 || Object.values(edits.sources).some((one) => !isUnfinished(one))
}

/** The edits that a finished try has not answered: those made while it ran, and the unfinished ones. */
export function withoutTried(edits: Edits, tried: Edits): Edits {
  const sources = Object.entries(edits.sources).filter(
    ([field, source]) => isUnfinished(source) || tried.sources[field] !== source,
  )
  return {
    sources: Object.fromEntries(sources),
    values: edits.values.filter((one) => !tried.values.includes(one)),
  }
}

/** The words of a field that have a meaning, the newest choice first. */
export function translationsOf(
  subject: Import,
  edits: Edits,
  field: string,
): readonly { from: string; to: string }[] {
  return allTranslations(subject, edits).filter((one) => one.field === field)
}

/** The whole mapping as the server asks for it: what it tried last, with the edits on top. */
export function mapRequest(subject: Import, edits: Edits): MapRequest {
  const columns: MapRequest['columns'] = []
  const constants: MapRequest['constants'] = []
  for (const field of subject.fields) {
    const chosen = sourceOf(field, edits)
    const source = isUnfinished(chosen) ? savedSource(field) : chosen
    if (source === null) continue
    if ('column' in source) columns.push({ field: field.field, column: source.column })
    else constants.push({ field: field.field, value: source.constant.trim() })
  }
  const isRead = (field: string) => columns.some((one) => one.field === field)
  const values = allTranslations(subject, edits).filter(({ field }) => isRead(field))
  return { columns, constants, values }
}

/** The messages of a refused mapping by the field that they speak of. */
export function mappingFaults(
  request: MapRequest,
  errors: Readonly<Record<string, string>>,
): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const [path, message] of Object.entries(errors)) {
    const [list = '', place = ''] = path.split('.')
    const entry = entriesOf(request, list)[Number(place)]
    faults[entry ? faultKey(entry) : path] = message
  }
  return faults
}

/** What a row says of a field once the mapping is applied; null when the file does not give it. */
export function readValue(subject: Import, row: ImportRow, field: string): string | null {
  const known = subject.fields.find((one) => one.field === field)
  const source = known ? savedSource(known) : null
  if (source === null) return null
  if ('constant' in source) return source.constant
  const from = row.cells[source.column] ?? ''
  const translated = subject.values.find(
    (one) => one.field === field && one.from.trim() === from.trim(),
  )
  return translated?.to ?? from
}

/** Problems of one kind: the same thing wrong with the same field, whatever the words of the file. */
export type ProblemKind = {
  /** As it stands in the URL. */
  key: string
  code: string
  field: string
  /** Of the most frequent one. */
  text: string
  /** How many others there are beside it. */
  others: number
  rows: number
}

/** The problems by their kind, the most frequent first. */
export function problemKinds(problems: readonly ImportProblem[]): readonly ProblemKind[] {
  const kinds = new Map<string, ProblemKind>()
  for (const { code, field, text, rows } of problems) {
    const key = problemKey({ code, field })
    const old = kinds.get(key)
    const first = { key, code, field, text, others: 0, rows }
    kinds.set(key, old ? { ...old, others: old.others + 1, rows: old.rows + rows } : first)
  }
  return [...kinds.values()].sort((one, other) => other.rows - one.rows)
}

export function problemKey({ code, field }: Pick<ImportProblem, 'code' | 'field'>): string {
  return `${field}.${code}`
}

/** Whether a row has a problem of this kind. */
export function hasProblem(row: ImportRow, key: string): boolean {
  return row.problems.some((found) => problemKey(found) === key)
}

/** What a finding is about: a field that can be mended here, or null for the row as a whole. */
export function fieldOf(subject: Import, found: { field: string }): ImportField | null {
  return subject.fields.find(({ field }) => field === found.field) ?? null
}

/** What was found, as people read it: the words of the file stand in quotation marks. */
export function foundText(text: string): string {
  return text.replace(/`([^`]*)`/g, '“$1”')
}

/** Fields that need no look are folded away: optional ones which the file does not give. */
export function isFolded(field: ImportField, edits: Edits): boolean {
  return !field.required && sourceOf(field, edits) === null
}

export function isUnfinished(source: Source | undefined): boolean {
  return source !== null && source !== undefined && 'constant' in source && !source.constant.trim()
}

function isSameWord(one: Translation, other: Translation): boolean {
  return one.field === other.field && one.from === other.from
}

function allTranslations(subject: Import, edits: Edits): MapRequest['values'] {
  const kept = subject.values.filter(
    (saved) => !edits.values.some((one) => isSameWord(one, { ...saved, to: null })),
  )
  const added = edits.values.flatMap(({ to, ...word }) => (to === null ? [] : [{ ...word, to }]))
  return [...kept, ...added]
}

/** Where a message of the server belongs: beside a field, or beside a word of it. */
export function faultKey({ field, from }: { field: string; from?: string }): string {
  return from === undefined ? field : `${field}.${from}`
}

function entriesOf(request: MapRequest, list: string): readonly { field: string; from?: string }[] {
  if (list === 'columns') return request.columns
  if (list === 'constants') return request.constants
  return list === 'values' ? request.values : []
}
