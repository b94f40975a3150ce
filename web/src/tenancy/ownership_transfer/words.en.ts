import type { OwnershipTransferState } from '@/api/schema.gen'
import { plural } from '@/kernel/text'

/** The words of an organisation that changes hands. */
export const words = {
  title: 'Ownership',
  lead: 'An owner hands the organisation to somebody else, who takes it themselves.',
  offer: 'Hand over ownership',
  offerTitle: 'Offer the organisation to somebody?',
  offerDetail:
    'When they accept, within seven days, they become owner in your place, and you are owner no more. Nothing changes before. They, every owner and every administrator are told by mail.',
  to: 'To whom',
  toHint: 'Somebody active who is no owner, and who does not say what others may do.',
  needPerson: 'Choose somebody.',
  reason: 'Why',
  needReason: 'Say why.',
  back: 'Cancel',
  offered: (name: string) => `Offered to ${name}`,
  between: (from: string, to: string) => `${from} to ${to}`,
  offers: 'Offers of the organisation',
  shown: (count: number, hasMore: boolean) =>
    hasMore
      ? `The newest ${count} are shown`
      : plural('en', count, { one: '1 offer', other: '# offers' }),
  none: 'The organisation was offered to nobody yet',
  noneDetail: 'An owner can offer it to somebody; offers that concern you stand here.',
  states: {
    waiting: 'Waiting',
    accepted: 'Taken',
    refused: 'Refused',
    withdrawn: 'Taken back',
    expired: 'Expired',
  } satisfies Record<OwnershipTransferState, string>,
  until: (moment: string) => `Waits until ${moment}`,
  decided: (reason: string) => `“${reason}”`,
  accept: 'Accept',
  acceptTitle: (name: string) => `Become owner in the place of ${name}?`,
  acceptDetail:
    'You hold from now on what they hold as owner: giving and taking rights, the rules of approval, the whole organisation. They are owner no more.',
  accepted: 'You are owner now',
  refuse: 'Refuse',
  refuseTitle: (name: string) => `Refuse what ${name} offers?`,
  refuseDetail: 'Nothing changes. It can be offered anew.',
  refused: 'Refused; nothing has changed',
  withdraw: 'Take back',
  withdrawTitle: (name: string) => `Take back the offer to ${name}?`,
  withdrawDetail: 'Nothing changes. It can be offered to somebody else.',
  withdrawn: 'Taken back; nothing has changed',
  notice: (name: string) => `${name} offers you to become the owner`,
  noticeDetail: (until: string) => `It waits for you until ${until}.`,
  look: 'Accept or refuse',
}
