import type { OwnerRecoveryEnd, OwnerRecoveryState } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

/** The words of recoveries of the last owner. */
export const words = {
  title: 'Recoveries',
  summary:
    'When the last owner has lost their second factor, an operator of this installation removes it after days in which anybody who should can stop that.',
  person: 'Owner',
  reason: 'Why',
  begun: 'Begun',
  state: 'State',
  by: (name: string, email: string) => `by ${name} (${email})`,
  proven: (domain: string) => `${domain} agreed by a record`,
  filter: 'Which recoveries',
  all: 'All',
  states: {
    waiting: 'Waiting',
    stopped: 'Stopped',
    completed: 'Completed',
    lapsed: 'Lapsed',
  } satisfies Record<OwnerRecoveryState, string>,
  waitingUntil: (moment: string) => `Takes effect from ${moment}`,
  ends: {
    owner_signed_in: 'The owner signed in',
    by_link: 'by the link in the owner’s mail',
    by_organisation: 'by your organisation',
    by_operator: 'by an operator',
    suspended: 'your organisation was closed meanwhile',
    not_alone: 'somebody else can help by now',
    account_changed: 'the owner’s password or address was changed meanwhile',
  } satisfies Record<OwnerRecoveryEnd, string>,
  endedBy: (name: string) => `by ${name}`,
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The newest ${count} are shown`
      : plural('en', count, { one: '1 recovery', other: '# recoveries' }),
  bar: 'Recovery of the owner',
  waits: (person: string, operator: string, when: string) =>
    `${operator} of the installation removes the second factor of ${person} from ${when} on.`,
  details: 'See why, and stop it',
  none: 'No owner was brought back',
  noneDetail: 'Make a second person an owner, and nobody will need to.',
  noneSuch: 'No recovery is like that',
  noneSuchDetail: 'The others stand under All.',
  showAll: 'Show all',
  act: 'Actions',
  acts: (name: string) => `What to do with the recovery of ${name}`,
  stop: 'Stop',
  stopTitle: (name: string) => `Stop the recovery of ${name}?`,
  stopDetail: (name: string) =>
    `The second factor of ${name} stays, and everybody who was told is told. An operator may begin another. Speak with ${name} first, if you can.`,
  stopped: (name: string) => `The recovery of ${name} is stopped`,
}
