import type { AskedSupportState } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

const minutes = (count: number) => plural('en', count, { one: 'a minute', other: '# minutes' })

/** The words of operators who read an organisation because its owner let them. */
export const words = {
  title: 'Support',
  summary:
    'What you asked organisations for. One of their owners decides; each reading stands in their trail.',
  ask: 'Ask to read',
  askTitle: 'Ask an organisation to let you read',
  askDetail:
    'Its owners get a mail and decide within a day. You then open it within a day, see no files and no secrets, and change nothing.',
  askSubmit: 'Ask its owners',
  asked: (organisation: string) => `The owners of ${organisation} have your request`,
  organisation: 'Organisation',
  organisationHint: 'The name that it signs in with',
  needOrganisation: 'Enter the name that it signs in with.',
  noOrganisation: 'There is no organisation of this name.',
  ticket: 'Ticket',
  minutes: 'For how long',
  minutesOf: minutes,
  reasonHint: 'Its owners read this before they decide.',
  look: 'Look again',
  columns: { organisation: 'Organisation', why: 'Why', state: 'State', act: 'Act' },
  states: {
    waiting: 'Waiting',
    approved: 'May be opened',
    open: 'Open',
    refused: 'Refused',
    withdrawn: 'Taken back',
    ended: 'Ended',
    lapsed: 'Lapsed',
    unknown: 'Home out of reach',
  } satisfies Record<AskedSupportState, string>,
  waitsUntil: (at: string) => `until ${at}`,
  openBy: (at: string) => `open it by ${at}`,
  closes: (at: string) => `until ${at}`,
  endedAt: (at: string) => `since ${at}`,
  because: (reason: string) => `“${reason}”`,
  facts: (count: number, ticket: string | null | undefined) =>
    [`For ${minutes(count)}`, ticket].filter(Boolean).join(' · '),
  read: (count: number) => plural('en', count, { one: 'read once', other: 'read # times' }),
  open: 'Open',
  goOn: 'Go on',
  openOf: (organisation: string) => `Open ${organisation}`,
  goOnOf: (organisation: string) => `Go on in ${organisation}`,
  openFailed: 'It was not opened',
  giveBack: 'Give back',
  giveBackOf: (organisation: string) => `Give back ${organisation}`,
  giveBackTitle: (organisation: string) => `Give back what you asked ${organisation} for?`,
  giveBackDetail: 'From the next request on nothing is read by it. You can ask anew.',
  givenBack: 'It is given back',
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? plural('en', count, { one: 'The newest one is shown', other: 'The newest # are shown' })
      : plural('en', count, { one: 'One request', other: '# requests' }),
  none: 'You have asked nobody yet',
  noneDetail: 'Ask when somebody needs you to look at what they see.',
  ended: 'Your access is over',
  endedDetail:
    'Its time was over, the organisation ended it, or you were signed out. What you had read is gone from this page.',
  bar: 'Support access',
  reads: (organisation: string, until: string) =>
    `You read ${organisation} as support until ${until}.`,
  leave: 'Leave',
  leaveFailed: 'You have not left',
}
