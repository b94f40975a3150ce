import type { Role } from '@/api/schema.gen'
import { newId } from '@/kernel/ids'
import { fieldErrors, type Problem } from '@/kernel/problem'
import type { Option } from '@/ui/option'
import { roleNames } from '../people-words.en'
import { words } from './words.en'

/** The most people of one request. */
export const peopleMax = 100

/** Somebody to invite, while it is typed. */
export type DraftPerson = {
  /** Of the row, not of the server. */
  key: string
  name: string
  email: string
  /** One without a value was read from a list and is no department. */
  department: Option | null
  /** Codes, and ids of the organisation's own; what was read from a list may be no role. */
  roles: readonly string[]
}

export type PersonField = 'name' | 'email' | 'department' | 'roles'

/** By the row's key and the field: `key.email`. */
export type Errors = Readonly<Record<string, string>>

export function blankPerson(): DraftPerson {
  return { key: newId(), name: '', email: '', department: null, roles: ['requester'] }
}

export function isBlank({ name, email, department }: DraftPerson): boolean {
  return name.trim() === '' && email.trim() === '' && department === null
}

export function isRole(text: string): text is Role {
  return Object.hasOwn(roleNames, text)
}

/** One of the organisation's own goes by its id; whether there is one, the server knows. */
export function isOwnRole(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** Those that are sent: a row in which nothing stands is none. */
export function sentPeople(people: readonly DraftPerson[]): readonly DraftPerson[] {
  return people.filter((person) => !isBlank(person))
}

/** As the server asks for it. */
export function requestOf({ name, email, department, roles }: DraftPerson) {
  return {
    name: name.trim(),
    email: email.trim(),
    department_id: department?.value || null,
    roles: roles.filter(isRole),
    custom_roles: roles.filter(isOwnRole),
  }
}

/** What stands in the way of inviting somebody, by field. */
export function faultsOf(person: DraftPerson): Partial<Record<PersonField, string>> {
  const { name, email, department, roles } = person
  const unknown = roles.find((role) => !isRole(role) && !isOwnRole(role))
  const texts = words.create
  return {
    ...(name.trim() === '' ? { name: texts.needName } : {}),
    ...(email.trim() === '' ? { email: texts.needEmail } : {}),
    ...(department?.value === '' ? { department: texts.unknownDepartment(department.label) } : {}),
    ...(roles.length === 0 ? { roles: texts.needRole } : {}),
    ...(unknown === undefined ? {} : { roles: texts.unknownRole(unknown) }),
  }
}

/** The same for all of them; when nobody is named, the first row is asked for. */
export function faultsOfAll(people: readonly DraftPerson[]): Errors {
  const sent = sentPeople(people)
  const checked = sent.length > 0 ? sent : people.slice(0, 1)
  return Object.fromEntries(
    checked.flatMap((person) =>
      Object.entries(faultsOf(person)).map(([field, fault]) => [`${person.key}.${field}`, fault]),
    ),
  )
}

const fieldOf: Record<string, PersonField> = {
  department_id: 'department',
  custom_roles: 'roles',
}

/** The server's messages by field: `people[2].email` becomes the address of the row that was sent third. */
export function serverFaults(sent: readonly DraftPerson[], problem: Problem): Errors {
  const entries = Object.entries(fieldErrors(problem)).flatMap(([path, message]) => {
    const [, place = '', field = ''] = /^people\.(\d+)\.(\w+)/.exec(path) ?? []
    const row = place === '' ? undefined : sent[Number(place)]
    return row ? [[`${row.key}.${fieldOf[field] ?? field}`, message]] : []
  })
  return Object.fromEntries(entries)
}
