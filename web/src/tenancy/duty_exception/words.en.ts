import type { DutyExceptionState, DutyPair } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

const done: Partial<Record<DutyPair, string>> = {
  supplier_activation: 'Entered and activated a supplier',
}

/** The words of exceptions. */
export const words = {
  title: 'Exceptions',
  lead: 'Where one person did what two should have, as you allow, and what somebody else said to it.',
  done: (pair: DutyPair) => done[pair] ?? pair.replaceAll('_', ' '),
  what: 'What',
  who: 'Who',
  state: 'State',
  act: 'Actions',
  filter: 'Which exceptions',
  all: 'All',
  states: {
    open: 'Open',
    accepted: 'Accepted',
    raised: 'Raised',
  } satisfies Record<DutyExceptionState, string>,
  overdue: 'Overdue',
  told: (name: string, day: string) => `${name} looks at it until ${day}`,
  reviewed: (name: string, note: string) => `${name}: “${note}”`,
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The newest ${count} are shown`
      : plural('en', count, { one: '1 exception', other: '# exceptions' }),
  none: 'Nobody did alone what two should',
  noneDetail: 'What is looked at afterwards is set under Duties.',
  noneSuch: 'No exception is like that',
  noneSuchDetail: 'The others stand under All.',
  showAll: 'Show all',
  acts: (name: string) => `What to say to ${name}`,
  accept: 'Accept',
  acceptTitle: (name: string) => `Is ${name} as it should be?`,
  acceptDetail: (who: string) => `Say what you looked at. ${who} did alone what two should have.`,
  accepted: (name: string) => `${name} is accepted`,
  raise: 'Raise',
  raiseTitle: (name: string) => `What is wrong with ${name}?`,
  raiseDetail:
    'It undoes nothing: say what you found, and see to it. A supplier that should not be active is blocked.',
  raised: (name: string) => `${name} is raised`,
  overdueTitle: 'Somebody should have looked at an exception by now',
  overdueDetail: 'Thirty days have passed since one person did alone what two should have.',
  overdueShow: 'See the exceptions',
}
