import { plural } from '@/kernel/text'

const titles: Record<string, string> = {
  'session.begun': 'Gave the right password, and no code yet',
  'session.created': 'Signed in',
  'session.ended': 'Signed out',
  'session.refused': 'Sign-in refused',
  'session.reauthenticated': 'Confirmed their password',
  'password.set': 'Set a first password',
  'password.changed': 'Changed their password',
  'totp.begun': 'Began to set up an authenticator app',
  'totp.confirmed': 'Set up an authenticator app',
  'totp.removed': 'Turned off two-step sign-in',
  'recovery_code.renewed': 'Made new recovery codes',
  'session.others_ended': 'Signed out everywhere else',
  'person.sessions_ended': 'Signed somebody out everywhere',
  'organisation.sessions_ended': 'Signed everybody else out',
  'audit_event.viewed': 'Read the audit log',
  'profile.updated': 'Changed own language or time zone',
}

const outcomes: Record<number, string> = {
  401: 'Signed in too long ago',
  403: 'Not permitted',
  404: 'Nothing that they may see',
}

/** "purchase_order" as people say it. */
export function nounOf(entity: string): string {
  return entity.replaceAll('_', ' ')
}

/** What happened, as a headline: "Purchase order approved". */
export function titleOf(action: string): string {
  const known = titles[action]
  if (known !== undefined) return known
  const [noun = '', verb = ''] = action.split('.')
  const text = `${nounOf(noun)} ${nounOf(verb)}`.trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The words of the audit log. */
export const messages = {
  title: 'Audit log',
  summary: 'Who did what, when and from where. Reading it is recorded too.',
  tabs: 'Parts of the audit log',
  events: 'Events',
  denials: 'Denials',
  search: 'Words in the action or its facts',
  filters: 'Filters',
  filtersOn: (count: number) => `Filters, ${count} on`,
  clear: 'Clear the filters',
  remove: (what: string) => `Remove the filter ${what}`,
  person: 'Person',
  anybody: 'Anybody',
  action: 'Action',
  anyAction: 'Any action',
  entity: 'Kind of thing',
  anyEntity: 'Any kind',
  from: 'From',
  to: 'Until and including',
  requestId: 'Request id',
  requestHint: 'The X-Request-Id of an answer',
  badRequestId: 'A request id looks like 0198c5a2-7d1e-7000-8000-000000000000',
  document: 'One document',
  words: 'Words',
  lookback: 'A search for words needs a first day; this one begins 90 days back.',
  system: 'Countersign itself',
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The newest ${count} are shown`
      : plural('en', count, { one: '1 event', other: '# events' }),
  none: 'Nothing happened yet',
  noneDetail: 'Every change to anything leaves an event here.',
  noneFound: 'No event matches',
  noneFoundDetail: 'Take a filter away, or look at a longer time.',
  choose: 'Choose an event',
  chooseDetail: 'Its facts and every row it changed are shown here, before and after.',
  allEvents: 'All events',
  next: 'Next event',
  previous: 'Previous event',
  actor: 'Who',
  when: 'When',
  target: 'What',
  network: 'From',
  session: 'Sign-in',
  request: 'Request',
  permission: 'Under the permission',
  facts: 'Facts of the event',
  open: 'Open it',
  everythingTo: 'Everything that happened to it',
  everythingBy: 'Everything this person did',
  everythingIn: 'Everything in this request',
  whatChanged: 'What changed',
  legend: { added: 'added', changed: 'changed', removed: 'removed' },
  noChanges: 'It changed no row.',
  operation: { insert: 'Row added', update: 'Row changed', delete: 'Row removed' },
  rowsChanged: (count: number, hasMore: boolean) =>
    hasMore
      ? `The first ${count} row changes`
      : plural('en', count, { one: '1 row change', other: '# row changes' }),
  moreChanges: 'Show more row changes',
  diffOf: (table: string) => `Change of ${nounOf(table)}`,
  personal: 'personal',
  secret: 'secret',
  erased: (hash: string) => `erased; its SHA-256 begins ${hash.slice(0, 12)}`,
  secretChanged: 'changed, never shown',
  secretKept: 'kept, never shown',
  denial: {
    summary: 'What people who were signed in asked for and did not get.',
    shown: (count: number, hasMore: boolean) =>
      hasMore
        ? `The newest ${count} are shown`
        : plural('en', count, { one: '1 denial', other: '# denials' }),
    minute: 'Minute',
    person: 'Person',
    permission: 'Permission asked for',
    outcome: 'Outcome',
    times: 'Times',
    network: 'From',
    none: 'Nobody was refused anything',
    noneDetail: 'A missing permission, or a thing of somebody else, leaves a line here.',
    noneFound: 'No denial matches',
    status: outcomes,
    other: (status: number) => `Refused (${status})`,
  },
}
