import type { MailKind, MailState } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

const kinds: Record<MailKind, string> = {
  password_reset: 'Link to a new password',
  invitation: 'Invitation to join',
  sign_up: 'Link to found an organisation',
  email_old: 'Link to the present address, to confirm another or refuse it',
  email_new: 'Link to confirm a new address',
  email_changed: 'Address changed',
  password_changed: 'Password changed',
  second_factor_set_up: 'Two-step sign-in set up',
  second_factor_removed: 'Two-step sign-in turned off',
  passkey_added: 'Passkey added',
  passkey_removed: 'Passkey removed',
  passkey_suspected: 'Passkey that may have been copied',
  recovery_codes_renewed: 'New recovery codes',
  recovery_code_used: 'Recovery code used',
  session_reused: 'Sign-in ended, its token was used twice',
  factor_reset_asked: 'Second factor to be reset',
  factor_reset_waiting: 'Second factor to agree to',
  factor_reset_done: 'Second factor reset',
  account_deactivated: 'Account deactivated',
  account_activated: 'Account active again',
  work_handed_over: 'Work handed over',
  person_left: 'Somebody left',
  ownership_offered: 'Ownership offered to them',
  ownership_asked: 'Ownership offered',
  ownership_moved: 'Ownership taken over',
  api_key_waiting: 'API key asked for',
  api_keys_left: 'Somebody left who knows API keys',
  api_key_rotated: 'API key with another secret',
  api_key_given_up: 'API key given up',
  sign_in_guarded: 'Too many tries to guess the password',
  confirmation: 'Code to confirm something by',
  confirmation_by_passkey: 'Something to confirm by a passkey',
  confirmation_denied: 'Somebody else asked for a confirmation',
  purchase_order: 'Purchase order to a supplier',
  mail_server_tested: 'Test of your mail server',
  owner_recovery_begun: 'The last owner is brought back',
  owner_recovery_own: 'One’s second factor is to be removed',
  owner_recovery_stopped: 'The recovery of the owner was stopped',
  owner_recovery_completed: 'The owner’s second factor was removed',
  support_asked: 'Support asks to read',
  support_opened: 'Support reads',
  organisation_deleting: 'Your organisation is being deleted',
  organisation_restored: 'Your organisation was restored',
  rights_changed: 'Rights given or taken',
  grant_waiting: 'Rights wait for an owner',
}

const states: Record<MailState, string> = {
  waiting: 'Waiting',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Failed',
}

const fate: Record<MailState, (ago: string) => string> = {
  waiting: (ago) => `Written ${ago}`,
  sending: (ago) => `Written ${ago}`,
  sent: (ago) => `Sent ${ago}`,
  failed: (ago) => `Given up ${ago}`,
}

/** The words of the mail that leaves. */
export const messages = {
  title: 'Mail',
  lead: 'What your people and suppliers were sent in the last ninety days, and what could not be. The text of a mail is shown to nobody but its reader.',
  kind: kinds,
  state: states,
  show: 'Which are shown',
  all: 'All',
  status: 'State',
  when: 'When',
  act: 'What can be done',
  fate,
  tried: (count: number) => plural('en', count, { one: 'Tried once', other: 'Tried # times' }),
  next: (when: string) => `next try ${when}`,
  soon: 'in a moment',
  notTried: 'Not tried',
  replied: 'The mail server said',
  resend: 'Send again',
  resendTo: (address: string) => `Send again to ${address}`,
  resent: (address: string) => `The mail to ${address} waits to be sent again`,
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? plural('en', count, { one: 'The newest one is shown', other: 'The newest # are shown' })
      : plural('en', count, { one: 'One mail', other: '# mails' }),
  none: {
    all: 'Nothing was sent yet',
    waiting: 'Nothing waits',
    sent: 'Nothing was sent yet',
    failed: 'Nothing failed',
  },
  noneDetail:
    'Whoever forgets their password is mailed a link, everybody is told of what happens to their own sign-in, and suppliers get their orders.',
  showAll: 'Show all mail',
}
