import type { Role } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

/** What a role is called. */
export const roleNames: Record<Role, string> = {
  requester: 'Requester',
  head_of_department: 'Head of department',
  accounts: 'Accounts',
  general_manager: 'General manager',
  admin: 'Admin',
  owner: 'Owner',
  auditor: 'Auditor',
}

/** The words of people and permissions. */
export const words = {
  title: 'People',
  summary: 'Who works here, in which department and in which roles.',
  tabs: 'Parts of the people',
  tab: {
    people: 'People',
    permissions: 'Who may do what',
    invitations: 'Invitations',
    grants: 'Grants',
    factorResets: 'Factor resets',
    recoveries: 'Recoveries',
    reviews: 'Reviews',
  },
  waiting: (count: number) =>
    plural('en', count, { one: '1 waits for you', other: '# wait for you' }),
  inviteLink: 'Invite people',
  search: 'Name or e-mail',
  role: 'Role',
  anyRole: 'Any role',
  account: 'Account',
  anyAccount: 'Any account',
  notActive: 'Not active',
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The first ${count} are shown`
      : plural('en', count, { one: '1 person', other: '# people' }),
  none: 'Nobody matches',
  noneDetail: 'Try fewer letters, or look at every role.',
  clear: 'Clear the filters',
  columns: { person: 'Person', department: 'Department', roles: 'Roles', state: 'Account' },
  active: 'Active',
  inactive: 'Deactivated',
  invited: 'Invited',
  noDepartment: 'No department',
  trail: 'Where you are',
  facts: 'Facts',
  email: 'E-mail',
  locale: 'Language and formats',
  timeZone: 'Time zone',
  asOrganisation: 'As the organisation',
  didAll: 'Everything this person did',
  permissions: 'What they may do',
  permissionsCount: (count: number) =>
    plural('en', count, { one: '1 permission', other: '# permissions' }),
  permissionsLead: 'Each with why it is held; it is lost with the last of the reasons.',
  permissionsFilter: 'Permission or meaning',
  permissionsFound: (count: number, all: number) => `${count} of ${all}`,
  noPermissions: 'Nothing is granted to this person.',
  noneFound: 'Nothing that they hold matches.',
  hidden: 'You may not see what other people may do. Admins, owners and auditors can.',
  guarded: 'guarded',
  guardedWhy: 'An owner must agree to it, or invite with it.',
  unknown: 'This version does not know it; it opens nothing.',
  source: {
    why: 'Why',
    own: 'By itself',
    role: (role: string) => `From the role ${role}`,
    until: (day: string) => `until ${day}`,
    given: (who: string, when: string) => `Given by ${who}, ${when}`,
    byInstallation: (when: string) => `Came with the installation, ${when}`,
    agreed: (who: string) => `${who} agreed`,
    because: (reason: string) => `“${reason}”`,
  },
  holders: {
    title: 'Who can do that',
    person: 'Person',
    why: 'Why',
    without: 'Not active, so it opens nothing',
    shown: (count: number, hasMore: boolean) =>
      hasMore
        ? `The first ${count} are shown`
        : plural('en', count, { one: '1 person', other: '# people' }),
    none: 'Nobody holds it',
    noneDetail: 'It can be given to somebody from their page.',
  },
  takeRights: 'Take rights',
  take: {
    title: (name: string) => `Take rights from ${name}`,
    lead: 'From their next click on. They are told by mail.',
    roles: 'Roles',
    rolesHint: 'A role takes with it what only it brought; what came from elsewhere too stays.',
    brought: (count: number) =>
      count === 0
        ? 'Nothing came from it alone'
        : plural('en', count, { one: '1 permission goes', other: '# permissions go' }),
    noRoles: 'No role that could be taken',
    permissions: 'Single permissions',
    permissionsHint: 'They go whatever they came from.',
    result: (gone: number, left: number) =>
      `${plural('en', gone, { one: '1 permission goes', other: '# permissions go' })}, ${left} stay.`,
    reason: 'Why',
    needReason: 'Say why.',
    nothing: 'Choose a role or a permission to take.',
    back: 'Cancel',
    done: (name: string) => `The rights of ${name} are taken`,
  },
  endSessions: 'Sign out everywhere',
  endSessionsTitle: (name: string) => `Sign ${name} out everywhere?`,
  endSessionsDetail:
    'Every browser and device of this account is signed out with its next click. The password stays as it is.',
  endedSessions: (count: number) =>
    count === 0
      ? 'Nobody was signed in there'
      : plural('en', count, { one: 'One sign-in has ended', other: '# sign-ins have ended' }),
  matrix: {
    title: 'Who may do what',
    summary: 'Each permission, and the roles whose template holds it from the start.',
    search: 'Permission or meaning',
    show: 'Which permissions',
    live: 'In use',
    planned: 'Planned',
    all: 'All',
    permission: 'Permission',
    planned1: 'planned',
    confirmed: 'is confirmed by a mailed code',
    within: (minutes: number) => `asks for the password after ${minutes} minutes`,
    holds: (role: string) => `${role}: yes`,
    lacks: (role: string) => `${role}: no`,
    shown: (count: number) => plural('en', count, { one: '1 permission', other: '# permissions' }),
    none: 'No permission matches',
    noneDetail: 'Try fewer letters.',
    nobody: 'No role',
  },
}
