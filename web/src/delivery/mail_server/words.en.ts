import type { MailState } from '@/api/schema.gen'

/** The words of the organisation's own mail server. */
export const words = {
  title: 'Mail server',
  lead: 'Orders to your suppliers can leave by a mail server of your own, from an address of yours. What lets people in, and what tells them of their accounts, always comes from the service.',
  none: 'Orders leave by the server of the service',
  noneDetail: 'Set a mail server of your own, and they come from your own address.',
  server: 'Server',
  port: 'Port',
  security: 'Encryption',
  securities: {
    tls: 'TLS from the start',
    starttls: 'STARTTLS, demanded',
  },
  securityHint: 'TLS from the start is usually on port 465, STARTTLS on 587.',
  hostHint: 'A name in the public network, such as mail.example.com',
  userName: 'User name',
  from: 'Orders come from',
  fromHint: 'An address that this account may send as, and that somebody reads',
  password: 'Password',
  passwordHint: 'It is kept sealed and never shown again, to nobody.',
  passwordKept: 'Leave it empty to keep the one that is set.',
  passwordAgain: 'Another server or user name needs its password once more.',
  passwordSet: 'Password set',
  setBy: (when: string, who: string) => `${when}, by ${who}`,
  fingerprint: 'Fingerprint',
  fingerprintHint:
    'Another password has another one. It also changes when the service changes the key of your organisation.',
  must: {
    host: 'A name such as mail.example.com',
    some: 'Must not be empty',
    email: 'An e-mail address such as orders@example.com',
  },
  set: 'Use this server',
  save: 'Save changes',
  done: 'Orders leave by your mail server',
  test: 'Send a test mail',
  testing: 'A test mail is on its way to you',
  lastTest: 'Last test',
  tested: {
    waiting: (ago: string) => `On its way, since ${ago}`,
    sending: (ago: string) => `On its way, since ${ago}`,
    sent: (ago: string) => `The server took it ${ago}`,
    failed: (ago: string) => `The server did not take it, ${ago}`,
  } satisfies Record<MailState, (ago: string) => string>,
  replied: 'The mail server said',
  remove: 'Remove',
  removeTitle: 'Remove the mail server?',
  removeDetail:
    'It is forgotten with its password. Orders leave by the server of the service again, those that wait too.',
  removed: 'The mail server is removed',
}
