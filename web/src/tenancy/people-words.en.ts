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
  matrixLink: 'Who may do what',
  search: 'Name or e-mail',
  role: 'Role',
  anyRole: 'Any role',
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
  permissionsLead:
    'Copied from the roles when they were given; each can also be granted by itself.',
  noPermissions: 'Nothing is granted to this person.',
  hidden: 'You may not see what other people may do. Admins, owners and auditors can.',
  byItself: 'Granted by itself',
  unknown: 'This version does not know it; it opens nothing.',
  installation: 'the installation',
  grantedBy: (who: string, when: string) => `Granted by ${who}, ${when}`,
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
    within: (minutes: number) => `asks for the password after ${minutes} minutes`,
    holds: (role: string) => `${role}: yes`,
    lacks: (role: string) => `${role}: no`,
    shown: (count: number) => plural('en', count, { one: '1 permission', other: '# permissions' }),
    none: 'No permission matches',
    noneDetail: 'Try fewer letters.',
    nobody: 'No role',
  },
}
