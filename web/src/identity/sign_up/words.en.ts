import type { Region } from '@/api/schema.gen'

/** The words of signing an organisation up. */
export const words = {
  way: 'Sign an organisation up',
  title: 'Sign your organisation up',
  lead: 'A link to begin comes by mail. Nothing is there before you have used it.',
  organisationName: 'Name of the organisation',
  organisation: 'Short name to sign in with',
  organisationHint: (address: string) => `Everybody signs in at ${address}`,
  organisationRule: 'Small letters, digits and hyphens, such as harbour-house',
  personName: 'Your name',
  email: 'Your e-mail',
  currency: 'Currency',
  currencyHint: 'In which limits are counted; it stays once a document stands in it.',
  timeZone: 'Time zone',
  region: 'Where its data is kept',
  regionHint: 'It stays there, backups and mail too.',
  regions: {
    EU: 'European Union',
    US: 'United States',
    APAC: 'Asia and Pacific',
  } satisfies Record<Region, string>,
  needName: 'Enter a name',
  needChoice: 'Choose one',
  submit: 'Send the link',
  toSignIn: 'Back to sign-in',
  closed: 'No organisation can be signed up for here',
  closedDetail:
    'Ask whoever runs this installation for one. If your organisation is here already, ask an administrator of it to invite you.',
  loading: 'Looking whether sign-ups are taken',
  sent: 'Look in your mailbox',
  sentLead: (hours: number) =>
    `A mail with a link is on its way. It opens once, within ${hours} hours.`,
  hints: [
    'It may take a few minutes; look in the folder for spam too.',
    'If the address has an account here already, the mail says so.',
  ],
  change: 'Change what was typed',
  wait: (when: string) =>
    `Look for the mail that was sent already, in the folder for spam too, or sign up again in ${when}.`,
  minutes: (count: number) => (count === 1 ? 'a minute' : `${count} minutes`),
  hours: (count: number) => (count === 1 ? 'an hour' : `${count} hours`),
  reading: 'Looking at your link',
  noLink: 'This address lacks its link',
  noLinkDetail: 'Open the whole link of the mail: its secret stands behind the # at its end.',
  again: 'Sign up once more',
  confirmTitle: 'Begin',
  confirmLead: (person: string, organisation: string) =>
    `${person}, choose the password you sign in to ${organisation} with. You will be its owner and administrator.`,
  taken: (wished: string) => `Another organisation is called ${wished}; this one is free.`,
  noneFree: (wished: string) => `Another organisation is called ${wished}. Choose another name.`,
  begin: 'Set the password and begin',
  founded: 'Your organisation is there. Sign in with your password.',
}
