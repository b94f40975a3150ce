import { plural } from '@/kernel/text'

/** The words of roles and what their templates hold. */
export const words = {
  title: 'Roles',
  lead: 'Templates that are copied into a person’s own list when the role is given. Changing one changes nobody’s rights.',
  create: 'New role',
  name: 'Role',
  holds: 'Holds',
  holdsCount: (count: number) =>
    plural('en', count, { one: '1 permission', other: '# permissions' }),
  people: 'People',
  peopleCount: (count: number) =>
    count === 0 ? 'Nobody' : plural('en', count, { one: '1 person', other: '# people' }),
  differing: (count: number) =>
    plural('en', count, { one: '1 holds another form', other: '# hold another form' }),
  waiting: (count: number) => plural('en', count, { one: '1 grant waits', other: '# grants wait' }),
  state: 'Kind',
  builtIn: 'Comes along',
  own: 'Your own',
  retired: 'Retired',
  shown: (count: number) => plural('en', count, { one: '1 role', other: '# roles' }),
  detail: {
    permissions: 'What it holds',
    edit: 'Change',
    copy: 'Copy',
    builtIn: 'It comes along and stays as it is. Start from a copy to have it otherwise.',
    waits: (count: number) =>
      plural('en', count, {
        one: 'A grant of it waits',
        other: '# grants of it wait',
      }),
    waitsDetail:
      'Until they are decided its template stays as it is: what is agreed to is what was asked for.',
    seeGrants: 'See the grants that wait',
    otherForm: (count: number) =>
      plural('en', count, {
        one: '1 person holds another form of it',
        other: '# people hold another form of it',
      }),
    otherFormDetail:
      'The template has changed since. Give the role once more for what was added; what was left out goes when the role is taken.',
  },
  holders: {
    title: 'Who has it',
    person: 'Person',
    differs: 'Otherwise than the template',
    same: 'As the template',
    missing: 'Lacks',
    extra: 'Still holds',
    since: (day: string) => `since ${day}`,
    until: (day: string) => `until ${day}`,
    inactive: 'Not active, so it opens nothing',
    shown: (count: number, hasMore: boolean) =>
      hasMore
        ? `The first ${count} are shown`
        : plural('en', count, { one: '1 person', other: '# people' }),
    none: 'Nobody has this role',
    noneDetail: 'It is given on somebody’s page, or when they are invited.',
  },
  retire: {
    act: 'Retire',
    title: (name: string) => `Retire ${name}?`,
    detail: 'Nobody can be given it any more. Its name is free for another.',
    done: (name: string) => `${name} is retired`,
  },
  form: {
    createTitle: 'New role',
    createSummary: 'It gives nobody anything before somebody is given it.',
    updateTitle: (name: string) => `Change ${name}`,
    updateSummary: 'Nobody’s rights change by it; who has the role keeps what they hold.',
    about: 'What it is called',
    name: 'Name',
    nameHint: 'As it stands beside people',
    description: 'What it is for',
    from: 'Start from',
    fromHint: 'What that role holds takes the place of what is chosen',
    blank: 'Nothing',
    permissions: 'What it holds',
    permissionsLead: 'Whoever is given the role gets each of these in their own list.',
    chosen: (count: number) =>
      count === 0
        ? 'Nothing is chosen yet.'
        : plural('en', count, {
            one: '1 permission is chosen.',
            other: '# permissions are chosen.',
          }),
    guarded: 'It will be guarded',
    guardedDetail: 'Something in it is guarded: whoever is given the role needs an owner to agree.',
    create: 'Create role',
    save: 'Save changes',
    created: (name: string) => `${name} is there`,
    saved: 'Saved',
    leave: 'Leave without saving the role?',
    needName: 'Give it a name.',
    needPermission: 'Choose at least one permission.',
    wrong: (count: number) =>
      plural('en', count, { one: 'One field needs a look', other: '# fields need a look' }),
  },
}
