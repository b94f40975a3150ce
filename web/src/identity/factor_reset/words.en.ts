import type { FactorResetState } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

/** The words of second factors that are reset. */
export const words = {
  title: 'Factor resets',
  summary: 'Who has lost their second factor, who asked for them, and who agreed.',
  person: 'Person',
  reason: 'Why',
  asked: 'Asked',
  state: 'State',
  by: (name: string) => `by ${name}`,
  filter: 'Which resets',
  all: 'All',
  states: {
    waiting: 'Waiting',
    approved: 'Reset',
    refused: 'Refused',
    withdrawn: 'Taken back',
    expired: 'Expired',
  } satisfies Record<FactorResetState, string>,
  waitingUntil: (moment: string) => `Waiting, until ${moment}`,
  decided: (name: string, reason: string | null | undefined) =>
    reason ? `by ${name}: ${reason}` : `by ${name}`,
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The newest ${count} are shown`
      : plural('en', count, { one: '1 reset', other: '# resets' }),
  none: 'Nobody’s second factor was to be reset yet',
  noneDetail:
    'An administrator asks for it on the page of the person who has lost their phone or passkeys, and their recovery codes.',
  noneSuch: 'No reset is like that',
  noneSuchDetail: 'The others stand under All.',
  showAll: 'Show all',
  act: 'Actions',
  acts: (name: string) => `What to do with the reset of ${name}`,
  approve: 'Agree',
  approveTitle: (name: string) => `Reset the second factor of ${name}?`,
  approveDetail: (name: string) =>
    `The authenticator app, the passkeys and the recovery codes open nothing any more, and ${name} is signed out everywhere. Until another factor is set up the password alone is enough, unless your organisation demands one of them. Speak with ${name} first.`,
  approved: (name: string) => `The second factor of ${name} is reset`,
  refuse: 'Refuse',
  refuseTitle: (name: string) => `Refuse to reset the second factor of ${name}?`,
  refuseDetail: 'Nothing changes. It can be asked for anew.',
  refused: (name: string) => `The reset for ${name} is refused`,
  withdraw: 'Take back',
  withdrawTitle: (name: string) => `Take back the reset for ${name}?`,
  withdrawDetail: 'Nothing changes. It can be asked for anew.',
  withdrawn: (name: string) => `The reset for ${name} is taken back`,
}
