import type { SupportAccessEnd, SupportAccessState } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

/** The words of an organisation that lets support read. */
export const words = {
  lead: 'Whoever runs the installation reads nothing here unless an owner lets them: for a reason, for an hour at the most.',
  accesses: 'Requests of support',
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The newest ${count} are shown`
      : plural('en', count, { one: '1 request', other: '# requests' }),
  none: 'Nobody has asked to read',
  noneDetail: 'When somebody of the installation’s support asks, their request stands here.',
  states: {
    waiting: 'Waiting for an owner',
    approved: 'Not opened yet',
    open: 'Reads now',
    refused: 'Refused',
    withdrawn: 'Taken back',
    ended: 'Ended',
    lapsed: 'Lapsed',
  } satisfies Record<SupportAccessState, string>,
  asks: (name: string, email: string) => `${name} (${email})`,
  minutes: (count: number) =>
    plural('en', count, { one: 'for a minute at the most', other: 'for # minutes at the most' }),
  ticket: (ticket: string) => `ticket ${ticket}`,
  asked: (at: string) => `asked ${at}`,
  waitsUntil: (at: string) => `waits until ${at}`,
  approvedBy: (name: string, at: string) => `${name} agreed, ${at}`,
  refusedBy: (name: string, at: string, reason: string) => `${name} refused, ${at}: “${reason}”`,
  openBy: (at: string) => `may be opened until ${at}`,
  opened: (from: string, until: string) => `open from ${from} until ${until}`,
  ends: {
    by_organisation: (at: string, name: string) => `${name} ended it, ${at}`,
    given_back: (at: string) => `given back, ${at}`,
    time_over: (at: string) => `its time was over, ${at}`,
  } satisfies Record<SupportAccessEnd, (at: string, name: string) => string>,
  somebody: 'Somebody',
  nothingRead: 'Nothing was read',
  read: (count: number) => plural('en', count, { one: 'Read once', other: 'Read # times' }),
  lastRead: (what: string, at: string) => `last ${what}, ${at}`,
  trail: 'Each reading in the trail',
  approve: 'Let them read',
  approveTitle: (name: string) => `Let ${name} read your organisation?`,
  approveDetail: (minutes: number) =>
    `For ${minutes} minutes at the most, from when they open it within a day. They see orders, requisitions, suppliers, people and settings; no files and no secrets, and they change nothing. You are asked to confirm it.`,
  approved: (name: string) => `${name} may read once they open it`,
  refuse: 'Refuse',
  refuseTitle: (name: string) => `Refuse what ${name} asks for?`,
  refuseDetail: 'They read your reason, and nothing else. They may ask anew.',
  refused: 'Refused; nothing was read',
  end: 'End it',
  endTitle: (name: string) => `End what ${name} may read?`,
  endDetail: 'From the next request on nothing is read by it.',
  ended: 'It has ended; nothing more is read',
  bar: 'Support reads',
  reads: (name: string, until: string) =>
    `${name} of support reads your organisation until ${until}.`,
  details: 'See what was read',
  notice: (name: string) => `${name} of the installation’s support asks to read`,
  noticeDetail: (until: string) => `An owner decides; it waits until ${until}.`,
  look: 'Look at the request',
}
