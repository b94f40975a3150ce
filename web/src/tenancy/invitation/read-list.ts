import type { Role } from '@/api/schema.gen'
import { roleNames } from '../people-words.en'
import { type Csv, type CsvRow, readCsv, separatorOf } from './csv'
import { blankPerson, type DraftPerson, faultsOf, type PersonField } from './draft'
import { words } from './words.en'

type Department = { id: string; name: string; code: string }
/** One of the organisation's own. */
type OwnRole = { id: string; name: string }

export type ListReading = {
  people: readonly DraftPerson[]
  /** What could not be read, in words, from the top down. */
  remarks: readonly string[]
  /** How many of the people need a look. */
  faultyCount: number
  openQuoteLine: number | null
}

const order: readonly PersonField[] = ['name', 'email', 'department', 'roles']
const headers: Record<PersonField, readonly string[]> = {
  name: ['name', 'full name', 'person'],
  email: ['e mail', 'email', 'mail', 'e mail address', 'email address'],
  department: ['department', 'dept'],
  roles: ['roles', 'role'],
}

/** People as a list has them. Nothing is left out: what is no department or no role stays as it was written, and is said. */
export function readList(
  text: string,
  departments: readonly Department[],
  own: readonly OwnRole[] = [],
): ListReading {
  const csv = readCsv(text, separatorOf(text))
  const header = headerOf(csv)
  const rows = header ? csv.rows.slice(1) : csv.rows
  const read = rows.map((row) => {
    const person = personOf(header ? byHeader(row, header) : byPlace(row), departments, own)
    return { person, line: row.line, faults: Object.values(faultsOf(person)) }
  })
  const faulty = read.filter(({ faults }) => faults.length > 0)
  const cells = header ? (csv.rows[0]?.cells ?? []) : []
  const unread = cells.filter((cell, place) => cell !== '' && !header?.[place])
  return {
    people: read.map(({ person }) => person),
    remarks: [
      ...[...new Set(unread)].map(words.list.column),
      ...faulty.map(({ line, faults }) => words.list.fault(line, faults.join('; '))),
    ],
    faultyCount: faulty.length,
    openQuoteLine: csv.openQuoteLine,
  }
}

/** Which field each column holds, when the first line says so. */
function headerOf({ rows }: Csv): readonly (PersonField | undefined)[] | null {
  const cells = rows[0]?.cells ?? []
  const fields = cells.map((cell) => order.find((field) => headers[field].includes(plain(cell))))
  const isHeader = fields.includes('email') || fields.includes('name')
  return isHeader && !cells.some((cell) => cell.includes('@')) ? fields : null
}

type Texts = Partial<Record<PersonField, string>>

function byHeader({ cells }: CsvRow, header: readonly (PersonField | undefined)[]): Texts {
  const named = cells.flatMap((cell, place) => {
    const field = header[place]
    return field ? [[field, cell]] : []
  })
  return Object.fromEntries(named)
}

/** Name and address in either order; what stands beyond the fourth place is taken for further roles. */
function byPlace({ cells }: CsvRow): Texts {
  const [first = '', second = '', department = '', ...roles] = cells
  const isTurned = first.includes('@') && !second.includes('@')
  const [name, email] = isTurned ? [second, first] : [first, second]
  return { name, email, department, roles: roles.join(';') }
}

function personOf(
  texts: Texts,
  departments: readonly Department[],
  own: readonly OwnRole[],
): DraftPerson {
  const blank = blankPerson()
  const roles = (texts.roles ?? '').split(/[;|]/).map((role) => role.trim())
  const written = roles.filter((role) => role !== '')
  const named = [...new Set(written.map((role) => roleOf(role, own)))]
  return {
    ...blank,
    name: texts.name ?? '',
    email: texts.email ?? '',
    department: departmentOf(texts.department ?? '', departments),
    roles: named.length > 0 ? named : blank.roles,
  }
}

function departmentOf(text: string, departments: readonly Department[]) {
  if (text === '') return null
  const wanted = plain(text)
  const found = departments.find(({ name, code }) => [plain(name), plain(code)].includes(wanted))
  return found ? { value: found.id, label: found.name } : { value: '', label: text }
}

/** By its code or by what it is called here; any other text stays as it is. */
function roleOf(text: string, own: readonly OwnRole[]): string {
  const wanted = plain(text)
  const entries = Object.entries(roleNames) as [Role, string][]
  const found = entries.find(([code, name]) => [plain(code), plain(name)].includes(wanted))
  return found?.[0] ?? own.find(({ name }) => plain(name) === wanted)?.id ?? text
}

/** Case, accents, and what stands between words aside. */
function plain(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return bare.replace(/[\s_-]+/g, ' ').trim()
}
