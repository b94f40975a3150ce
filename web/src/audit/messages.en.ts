import { plural } from '@/kernel/text'

const titles: Record<string, string> = {
  'session.begun': 'Gave the right password, and no code yet',
  'session.created': 'Signed in',
  'session.ended': 'Signed out',
  'session.refused': 'Sign-in refused',
  'account.guarded': 'Guarded against guessing: known browsers alone get in',
  'session.reauthenticated': 'Confirmed who they are',
  'password.set': 'Set a password by a link',
  'password.changed': 'Changed their password',
  'totp.begun': 'Began to set up an authenticator app',
  'totp.confirmed': 'Set up an authenticator app',
  'totp.removed': 'Turned off two-step sign-in',
  'passkey.begun': 'Began to add a passkey',
  'passkey.created': 'Added a passkey',
  'passkey.renamed': 'Renamed a passkey',
  'passkey.removed': 'Removed a passkey',
  'passkey.suspected': 'Passkey refused: it may have been copied',
  'recovery_code.renewed': 'Made new recovery codes',
  'session.others_ended': 'Signed out everywhere else',
  'person.second_factor_removed': 'Removed a lost second factor of somebody else',
  'factor_reset.created': 'Asked to reset a second factor',
  'factor_reset.approved': 'Agreed to reset a second factor',
  'factor_reset.refused': 'Refused to reset a second factor',
  'factor_reset.withdrawn': 'Took back the reset of a second factor',
  'person.deactivated': 'Deactivated somebody',
  'person.activated': 'Activated somebody again',
  'profile.left': 'Left the organisation',
  'requisition.handed_over': 'Handed a requisition over from somebody who left',
  'requisition.approval_handed_over': 'Handed an approval of a requisition over',
  'purchase_order.handed_over': 'Handed an order over from somebody who left',
  'purchase_order.approval_handed_over': 'Handed an approval of an order over',
  'organisation.transfer_offered': 'Offered the organisation to somebody',
  'ownership_transfer.accepted': 'Took the organisation over',
  'ownership_transfer.refused': 'Refused to take the organisation over',
  'ownership_transfer.withdrawn': 'Took back an offer of the organisation',
  'api_key.created': 'Asked for an API key',
  'api_key.approved': 'Agreed to an API key',
  'api_key.refused': 'Refused an API key',
  'api_key.rotated': 'Gave an API key another secret',
  'api_key.revoked': 'Revoked an API key',
  'person.sessions_ended': 'Signed somebody out everywhere',
  'organisation.sessions_ended': 'Signed everybody else out',
  'confirmation.asked': 'Was asked to confirm something',
  'confirmation.given': 'Confirmed it by a passkey or a mailed code',
  'confirmation.denied': 'Said by the mail that it was somebody else',
  'role.created': 'Created a role',
  'role.updated': 'Changed a role',
  'role.retired': 'Retired a role',
  'grant.created': 'Gave rights, or asked for them',
  'grant.approved': 'Agreed to rights',
  'grant.refused': 'Refused rights',
  'grant.withdrawn': 'Took back rights that were asked for',
  'person.grants_revoked': 'Took rights from somebody',
  'person.grants_ended': 'Rights of somebody ended',
  'duty.updated': 'Set how two duties are kept apart',
  'duty_exception.reviewed': 'Looked at what one person did alone',
  'audit_event.viewed': 'Read the audit log',
  'profile.email_change_asked': 'Asked for another e-mail address',
  'profile.email_change_cancelled': 'Gave up another e-mail address',
  'person.email_confirmed': 'Confirmed another e-mail address in one mailbox',
  'person.email_refused': 'Refused another e-mail address',
  'person.email_changed': 'Changed their e-mail address',
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
