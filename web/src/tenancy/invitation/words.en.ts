import type { InvitationState, Role } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

const people = (count: number) => plural('en', count, { one: '1 person', other: '# people' })

/** What a role is for, in a line; the matrix of permissions has all of it. */
export const roleMeanings: Record<Role, string> = {
  requester: 'Asks for goods and services',
  head_of_department: 'Asks, and approves for a department',
  accounts: 'Approves, issues orders, keeps suppliers',
  general_manager: 'Approves for the whole organisation',
  admin: 'Keeps people, their rights, settings and policy drafts',
  owner: 'Agrees to rights and puts policies into force',
  auditor: 'Reads everything and changes nothing',
}

/** The words of inviting people. */
export const words = {
  title: 'Invitations',
  summary: 'Who was asked to join, and who has.',
  invite: 'Invite people',
  person: 'Person',
  department: 'Department',
  noDepartment: 'No department',
  roles: 'Roles',
  invited: 'Invited',
  state: 'State',
  waits: (roles: string) => `waits: ${roles}`,
  by: (name: string) => `by ${name}`,
  filter: 'Which invitations',
  all: 'All',
  states: {
    open: 'Waiting',
    expired: 'Expired',
    withdrawn: 'Taken back',
    joined: 'Joined',
  } satisfies Record<InvitationState, string>,
  waitingUntil: (day: string) => `Waiting, until ${day}`,
  expiredOn: (day: string) => `Expired ${day}`,
  withdrawnOn: (day: string) => `Taken back ${day}`,
  joinedOn: (day: string) => `Joined ${day}`,
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The first ${count} are shown`
      : plural('en', count, { one: '1 invitation', other: '# invitations' }),
  none: 'Nobody was invited yet',
  noneDetail: 'Whoever is invited gets a mail with a link to choose a password.',
  noneSuch: 'No invitation is like that',
  noneSuchDetail: 'The others stand under All.',
  showAll: 'Show all',
  act: 'Actions',
  acts: (name: string) => `What to do with the invitation of ${name}`,
  resend: 'Send again',
  resent: (email: string) => `Sent again to ${email}`,
  resentDetail: 'The link of the mail before opens nothing any more.',
  withdraw: 'Take back',
  withdrawTitle: (name: string) => `Take back the invitation of ${name}?`,
  withdrawDetail: (email: string) =>
    `The link that was mailed to ${email} opens nothing from now on. It can be sent again later.`,
  withdrawn: (name: string) => `The invitation of ${name} is taken back`,
  create: {
    summary: 'Each gets a mail with a link, good for seven days, to choose a password and join.',
    whom: 'Whom to invite',
    most: (count: number, max: number) => `${people(count)}, at most ${max} at once`,
    name: 'Name',
    email: 'E-mail',
    cell: (name: string, place: number) => `${name}, person ${place}`,
    chooseRoles: 'Choose roles',
    guarded: (meaning: string) => `${meaning}. An owner agrees first.`,
    ownRole: 'A role of your organisation’s own',
    notARole: 'Not a role here',
    add: 'Add another',
    full: (max: number) => `${max} is the most at once. Send these first.`,
    remove: (place: number) => `Remove person ${place}`,
    paste: 'Paste a list',
    send: (count: number) =>
      count === 0
        ? 'Send invitations'
        : plural('en', count, { one: 'Send 1 invitation', other: 'Send # invitations' }),
    sent: (count: number) => `${people(count)} invited`,
    leave: 'Leave without sending?',
    wrong: (count: number) =>
      plural('en', count, { one: 'One field needs a look', other: '# fields need a look' }),
    tooMany: (count: number, max: number) =>
      `These are ${count} people, and ${max} is the most at once. Take some out, or send them in parts.`,
    needName: 'Enter a name',
    needEmail: 'Enter an e-mail address',
    needRole: 'Choose at least one role',
    unknownDepartment: (text: string) => `No department in use is called “${text}”`,
    unknownRole: (text: string) => `“${text}” is not a role`,
  },
  list: {
    title: 'Paste a list',
    lead: 'From a spreadsheet or a CSV file: name, e-mail, department, roles. It is shown before anything is sent.',
    field: 'List',
    hint: 'A header line is optional. Departments by name or code; several roles with ; or | between them. Who has none becomes a requester.',
    example: [
      'Name, E-mail, Department, Roles',
      'Ada Okafor, ada@example.com, Kitchen, Requester',
      'Tom Lind, tom@example.com, Spa, Requester; Accounts',
    ].join('\n'),
    read: (count: number) => `${people(count)} read`,
    readWithFaults: (count: number, faults: number) =>
      `${people(count)} read, ${plural('en', faults, { one: '1 line needs', other: '# lines need' })} a look`,
    faultsDetail: 'They are added as they are, and marked where they need you.',
    fault: (line: number, faults: string) => `Line ${line}: ${faults}`,
    column: (name: string) => `The column “${name}” is not read`,
    openQuote: (line: number) => `The quote that opens in line ${line} is never closed`,
    openQuoteDetail: 'Close it, or take it out, and the list can be read.',
    tooMany: (count: number, room: number) =>
      `The list has ${people(count)}, and there is room for ${room}`,
    tooManyDetail: 'Paste it in parts, and send each part before the next.',
    nothing: 'Paste a list first',
    add: (count: number) =>
      count === 0
        ? 'Add them'
        : plural('en', count, { one: 'Add 1 person', other: 'Add # people' }),
    back: 'Cancel',
  },
}
